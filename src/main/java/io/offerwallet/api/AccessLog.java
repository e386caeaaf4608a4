package io.offerwallet.api;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * One line for every request, without its path, query and body: they hold user ids (P9).
 *
 * <p>The values are in the diagnostic context while the line is written, which the JSON format prints as fields.
 */
@Singleton
final class AccessLog {

    private static final Logger LOG = Logger.getLogger("io.offerwallet.access");
    private static final String TRACE_ID = "trace_id";

    private final boolean enabled;

    AccessLog(ApiSettings settings) {
        this.enabled = settings.accessLog();
    }

    /**
     * @param status what was answered, or {@link RequestListener#CALLER_WENT_AWAY}
     * @param cache what {@code X-Cache} said, null if nothing
     */
    void write(Arrival arrival, int status, Duration took, @Nullable CharSequence cache, long bytes) {
        if (!enabled || !LOG.isInfoEnabled()) {
            return;
        }
        long micros = took.toNanos() / 1000;
        Map<String, Object> fields = Map.of(
                "method",
                arrival.method(),
                "route",
                arrival.route(),
                "status",
                status,
                "sent",
                status != RequestListener.CALLER_WENT_AWAY,
                "duration_us",
                micros,
                "client",
                arrival.client(),
                "cache",
                cache == null ? "-" : cache.toString(),
                "request_id",
                arrival.requestId(),
                "bytes",
                bytes);
        fields.forEach(MDC::put);
        if (!arrival.trace().id().isEmpty()) {
            MDC.put(TRACE_ID, arrival.trace().id());
        }
        try {
            LOG.infof("%s %s %d in %d us", arrival.method(), arrival.route(), status, micros);
        } finally {
            fields.keySet().forEach(MDC::remove);
            MDC.remove(TRACE_ID);
        }
    }
}
