package io.offerwallet.ops;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's own tracing, set up by its own variables. Made only if something is traced: it has a thread and a client.
 * Spans wait for their export in a queue that is bounded; what doesn't fit is dropped.
 */
@Singleton
final class SpanExport {

    private static final String SCOPE = "io.offerwallet";

    /** A process that ends doesn't wait for a collector that isn't there. */
    private static final Duration LAST_EXPORT = Duration.ofSeconds(2);

    /** Thousands of requests a second would be more than anybody looks at, and more than the queue holds. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "offer-wallet-proxy",
            "otel.exporter.otlp.protocol", OtlpOverHttp.PROTOCOL,
            "otel.traces.sampler", "parentbased_traceidratio",
            "otel.traces.sampler.arg", "0.01");

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    /** Fails with an {@link IllegalArgumentException} that says which variable doesn't fit. */
    SpanExport(Config config, InstantSource clock) {
        try {
            this.sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .setComponentLoader(OtlpOverHttp.loader())
                    .addPropertiesSupplier(() -> DEFAULTS)
                    .addPropertiesCustomizer(variables -> settings(config))
                    .addSpanExporterCustomizer((exporter, variables) -> new ToldExporter(exporter, new Seldom(clock)))
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException unfit) {
            throw new IllegalArgumentException("OTEL_*: " + withoutHeaders(unfit.getMessage()), unfit);
        }
        this.tracer = sdk.getTracer(SCOPE);
    }

    Tracer tracer() {
        return tracer;
    }

    @PreDestroy
    void close() {
        sdk.getSdkTracerProvider().shutdown().join(LAST_EXPORT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is as our other settings are, or has no choice. */
    private static Map<String, String> settings(Config config) {
        // Metrics and logs go other ways; a propagator that isn't there would be an error.
        Map<String, String> settings = new HashMap<>(Map.of(
                "otel.metrics.exporter", "none", "otel.logs.exporter", "none", "otel.propagators", "tracecontext"));
        settings.put(Tracing.ENDPOINT, config.getValue(Tracing.ENDPOINT, String.class));
        // A secret, which may be in a file as others are.
        config.getOptionalValue("otel.exporter.otlp.headers", String.class)
                .ifPresent(headers -> settings.put("otel.exporter.otlp.headers", headers));
        return settings;
    }

    /** Their value is a secret, and is in the message if it isn't understood. */
    private static String withoutHeaders(@Nullable String message) {
        String text = String.valueOf(message);
        int headers = text.indexOf("headers=");
        return headers < 0 ? text : text.substring(0, headers) + "headers is no list such as name=value,name=value.";
    }
}
