package io.offerwallet.ops;

import io.offerwallet.api.RequestTracer;
import io.offerwallet.sessionm.UpstreamListener;
import io.offerwallet.simulator.SimulatorSettings;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.Trace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of every request that is sampled, and one of the asking of SessionM that it caused, from what listeners are
 * told: that has no user id in it (P9), whatever else is known of a request. Without {@code OTEL_EXPORTER_OTLP_ENDPOINT}
 * nothing is traced.
 */
@Singleton
final class Tracing implements RequestTracer, UpstreamListener {

    static final String ENDPOINT = "otel.exporter.otlp.endpoint";

    private static final String DISABLED = "otel.sdk.disabled";
    private static final String NONE_OF_OURS = "-";
    private static final int SERVER_ERROR = 500;

    /** A caller could make up others, with anything in them. */
    private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS");

    // Of OpenTelemetry's semantic conventions.
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> PEER = AttributeKey.stringKey("peer.service");
    private static final String OTHER_METHOD = "_OTHER";

    private static final AttributeKey<String> CACHE = AttributeKey.stringKey("offer_wallet.cache");
    private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("offer_wallet.client");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("offer_wallet.request_id");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("offer_wallet.outcome");
    private static final AttributeKey<Long> TRIES = AttributeKey.longKey("offer_wallet.tries");

    private final boolean on;
    private final Instance<SpanExport> export;
    private final InstantSource clock;

    Tracing(Config config, SimulatorSettings simulator, Instance<SpanExport> export, InstantSource clock) {
        this.on = config.getOptionalValue(ENDPOINT, String.class).isPresent()
                && !config.getOptionalValue(DISABLED, Boolean.class).orElse(false)
                && ProcessRole.of(simulator).isProxy();
        this.export = export;
        this.clock = clock;
    }

    /** Makes what exports spans, if any are; fails with an {@link IllegalArgumentException} if its settings don't fit. */
    Optional<SpanExport> start() {
        return on ? Optional.of(export.get()) : Optional.empty();
    }

    @Override
    public boolean traces() {
        return on;
    }

    @Override
    public Trace arrived(@Nullable String parent, Duration age) {
        Instant at = clock.instant().minus(age);
        Context caller = Traceparent.read(parent);
        Span span = export.get()
                .tracer()
                .spanBuilder("HTTP")
                .setSpanKind(SpanKind.SERVER)
                .setParent(caller)
                .setStartTimestamp(at)
                .startSpan();
        if (span.isRecording()) {
            return new Traced(span, at);
        }
        // The caller's log knows its own trace, sampled or not.
        String known = Span.fromContext(caller).getSpanContext().isValid()
                ? span.getSpanContext().getTraceId()
                : Trace.NONE.id();
        return known.isEmpty() ? Trace.NONE : () -> known;
    }

    /** That of a request which is sampled. */
    private record Traced(Span span, Instant arrivedAt) implements Trace {
        @Override
        public String id() {
            return span.getSpanContext().getTraceId();
        }
    }

    @Override
    public void ended(Trace trace, Ended request) {
        if (trace instanceof Traced traced) {
            describe(traced.span(), request);
            traced.span().end(traced.arrivedAt().plus(request.took()));
        }
    }

    private static void describe(Span span, Ended request) {
        String method = METHODS.contains(request.method()) ? request.method() : OTHER_METHOD;
        String name = method.equals(OTHER_METHOD) ? "HTTP" : method;
        span.setAttribute(METHOD, method)
                .setAttribute(STATUS, (long) request.status())
                .setAttribute(REQUEST_ID, request.requestId());
        if (request.route().equals(NONE_OF_OURS)) {
            span.updateName(name);
        } else {
            span.updateName(name + " " + request.route()).setAttribute(ROUTE, request.route());
        }
        if (!request.client().equals(NONE_OF_OURS)) {
            span.setAttribute(CLIENT, request.client());
        }
        @Nullable String cache = request.cache();
        if (cache != null) {
            span.setAttribute(CACHE, cache);
        }
        if (request.status() >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR).setAttribute(ERROR, Integer.toString(request.status()));
        }
    }

    @Override
    public void fetchEnded(Trace trace, Optional<Failure> failure, int tries, Duration took) {
        if (trace instanceof Traced traced) {
            Instant now = clock.instant();
            String outcome =
                    failure.map(why -> why.name().toLowerCase(Locale.ROOT)).orElse("ok");
            Span span = export.get()
                    .tracer()
                    .spanBuilder("sessionm get_user_offers")
                    .setSpanKind(SpanKind.CLIENT)
                    .setParent(Context.root().with(traced.span()))
                    .setStartTimestamp(now.minus(took))
                    .startSpan()
                    .setAttribute(PEER, "sessionm")
                    .setAttribute(OUTCOME, outcome)
                    .setAttribute(TRIES, (long) tries);
            if (failure.isPresent()) {
                span.setStatus(StatusCode.ERROR).setAttribute(ERROR, outcome);
            }
            span.end(now);
        }
    }
}
