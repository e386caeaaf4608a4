package io.offerwallet.api;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * One line for every request, without its path, query and body: they hold user ids (P9).
 *
 * <p>The values are in the diagnostic context while the line is written, which the JSON format prints as fields.
 */
@Singleton
final class AccessLog {

    private static final Logger LOG = Logger.getLogger("io.offerwallet.access");

    private final boolean enabled;

    AccessLog(ApiSettings settings) {
        this.enabled = settings.accessLog();
    }

    /** @param status what was answered, or {@link RequestListener#CALLER_WENT_AWAY} */
    void write(RoutingContext exchange, Arrival arrival, int status, Duration took) {
        if (!enabled || !LOG.isInfoEnabled()) {
            return;
        }
        String method = exchange.request().method().name();
        long micros = took.toNanos() / 1000;
        String cache = exchange.response().headers().get(Headers.X_CACHE);
        Map<String, Object> fields = Map.of(
                "method",
                method,
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
                cache == null ? "-" : cache,
                "request_id",
                arrival.requestId(),
                "bytes",
                exchange.response().bytesWritten());
        fields.forEach(MDC::put);
        try {
            LOG.infof("%s %s %d in %d us", method, arrival.route(), status, micros);
        } finally {
            fields.keySet().forEach(MDC::remove);
        }
    }
}
