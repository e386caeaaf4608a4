package io.offerwallet.ops;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** W3C's {@code traceparent}, by which a caller says which trace a request is part of. */
final class Traceparent {

    private static final String NAME = "traceparent";

    private Traceparent() {}

    /**
     * The caller's span; none if the header is missing or isn't understood. Its {@code tracestate} isn't read: whatever it
     * holds would be exported.
     */
    static Context read(@Nullable String header) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), header, Header.ONLY);
    }

    private enum Header implements TextMapGetter<@Nullable String> {
        ONLY;

        @Override
        public Iterable<String> keys(@Nullable String header) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals(NAME) ? header : null;
        }
    }
}
