package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpanExportTest {

    private static final int MANY = 10_000;
    private static final String CALLERS_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void oneRequestInAHundredIsTracedUnlessItsCallerDecides() {
        SpanExport export = export(Map.of());
        try {
            assertThat(sampled(export, null)).isBetween(MANY / 300, MANY / 30);
            assertThat(sampled(export, "00-" + CALLERS_TRACE + "-00f067aa0ba902b7-01"))
                    .isEqualTo(MANY);
            assertThat(sampled(export, "00-" + CALLERS_TRACE + "-00f067aa0ba902b7-00"))
                    .isZero();
        } finally {
            export.close();
        }
    }

    @Test
    void headersThatAreNotUnderstoodAreNotTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> export(Map.of("otel.exporter.otlp.headers", "a-secret-without-a-name")))
                .withMessageContaining("headers")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("a-secret"));
    }

    @Test
    void whatIsNoTraceparentIsNoParent() {
        for (String header : new String[] {
            null,
            "",
            "-",
            "00-" + CALLERS_TRACE,
            "00-" + CALLERS_TRACE + "-0000000000000000-01",
            "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01",
            "ff-" + CALLERS_TRACE + "-00f067aa0ba902b7-01",
            "00-3f2504e0-4f89-41d3-9a0c-0305e82c3301-00f067aa0ba902b7-01",
        }) {
            assertThat(Traceparent.read(header)).as(header).isSameAs(Context.root());
        }
        assertThat(Span.fromContext(Traceparent.read("00-" + CALLERS_TRACE + "-00f067aa0ba902b7-01"))
                        .getSpanContext()
                        .getTraceId())
                .isEqualTo(CALLERS_TRACE);
    }

    private static int sampled(SpanExport export, @Nullable String traceparent) {
        return (int) IntStream.range(0, MANY)
                .filter(i -> export.tracer()
                        .spanBuilder("a request")
                        .setParent(Traceparent.read(traceparent))
                        .startSpan()
                        .isRecording())
                .count();
    }

    private static SpanExport export(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("otel.exporter.otlp.endpoint", "http://localhost:1");
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        return new SpanExport(config, InstantSource.system());
    }
}
