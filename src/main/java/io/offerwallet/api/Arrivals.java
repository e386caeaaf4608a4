package io.offerwallet.api;

import io.offerwallet.wallet.Listeners;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The first to see a request: gives it an id and starts its clock, before anything can queue. */
@Singleton
final class Arrivals {

    private static final Logger LOG = Logger.getLogger(Arrivals.class);

    /** Before every other filter. */
    private static final int FIRST = 1000;

    /** What may be taken over from a caller: harmless in a log and a header. */
    private static final Pattern FOREIGN_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final AccessLog accessLog;
    private final Listeners<RequestListener> listeners;

    Arrivals(AccessLog accessLog, Instance<RequestListener> listeners) {
        this.accessLog = accessLog;
        this.listeners = new Listeners<>(listeners);
    }

    void register(@Observes Filters filters) {
        filters.register(this::arrive, FIRST);
    }

    /**
     * What fails outside the resources gets a problem as well: what isn't proper HTTP, such as a request without a host,
     * fails before it arrives here, and a bug may be in what comes before the resources.
     */
    void refuse(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(exchange -> {
            if (exchange.response().headWritten()) {
                exchange.next();
            } else if (exchange.statusCode() == ProblemType.INVALID_REQUEST.status()) {
                refuse(exchange, Problem.of(ProblemType.INVALID_REQUEST, "This is not proper HTTP."));
            } else if (exchange.statusCode() == ProblemType.INTERNAL_ERROR.status()) {
                refuse(exchange, Problem.of(ProblemType.INTERNAL_ERROR, "The request failed; the log says why."));
            } else {
                exchange.next();
            }
        });
    }

    private static void refuse(RoutingContext exchange, Problem problem) {
        String requestId = Arrival.find(exchange)
                .map(Arrival::requestId)
                .orElseGet(() -> requestId(exchange.request().getHeader(Headers.X_REQUEST_ID)));
        if (problem.type() == ProblemType.INTERNAL_ERROR) {
            LOG.errorf(exchange.failure(), "Request %s failed by a bug.", requestId);
        }
        exchange.response()
                .setStatusCode(problem.type().status())
                .putHeader(Headers.X_REQUEST_ID, requestId)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(problem.json(requestId)));
    }

    private void arrive(RoutingContext exchange) {
        String requestId = requestId(exchange.request().getHeader(Headers.X_REQUEST_ID));
        Arrival arrival = Arrival.begin(exchange, requestId);
        exchange.response().putHeader(Headers.X_REQUEST_ID, requestId);
        listeners.tell(RequestListener::arrived);
        exchange.addEndHandler(ended -> end(exchange, arrival, ended.succeeded()));
        exchange.next();
    }

    private void end(RoutingContext exchange, Arrival arrival, boolean sent) {
        Duration took = arrival.age();
        int status = sent ? exchange.response().getStatusCode() : RequestListener.CALLER_WENT_AWAY;
        listeners.tell(listener -> listener.ended(exchange.request().method().name(), arrival.route(), status, took));
        accessLog.write(exchange, arrival, status, took);
    }

    private static String requestId(@Nullable String given) {
        if (given != null && FOREIGN_ID.matcher(given).matches()) {
            return given;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
