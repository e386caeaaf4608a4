package io.offerwallet.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/** The first to see a request: gives it an id and starts its clock, before anything can queue. */
@Singleton
final class Arrivals {

    /** Before every other filter. */
    private static final int FIRST = 1000;

    private final Requests requests;
    private final ShortCut shortCut;
    private final UnderWay underWay;

    Arrivals(Requests requests, ShortCut shortCut, UnderWay underWay) {
        this.requests = requests;
        this.shortCut = shortCut;
        this.underWay = underWay;
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
                refuse(exchange, id -> Problem.of(ProblemType.INVALID_REQUEST, "This is not proper HTTP."));
            } else if (exchange.statusCode() == ProblemType.INTERNAL_ERROR.status()) {
                refuse(exchange, id -> Bugs.told(exchange.failure(), id));
            } else {
                exchange.next();
            }
        });
    }

    private void refuse(RoutingContext exchange, Function<String, Problem> why) {
        Optional<Arrival> arrival = Arrival.find(exchange);
        String requestId = arrival.map(Arrival::requestId)
                .orElseGet(() -> RequestIds.of(exchange.request().getHeader(Headers.X_REQUEST_ID)));
        Problem problem = why.apply(requestId);
        if (arrival.isEmpty()) {
            shortCut.leaveOut(exchange.request().connection());
        }
        exchange.response()
                .setStatusCode(problem.type().status())
                .putHeader(Headers.X_REQUEST_ID, requestId)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(problem.json(requestId)));
    }

    private void arrive(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (underWay.isStopping()) {
            close(exchange);
        } else {
            shortCut.open(request.connection());
        }
        Arrival arrival = new Arrival(request.method().name(), RequestIds.of(request.getHeader(Headers.X_REQUEST_ID)));
        arrival.begin(exchange);
        exchange.response().putHeader(Headers.X_REQUEST_ID, arrival.requestId());
        requests.arrived(arrival, request::getHeader);
        exchange.addEndHandler(ended -> end(exchange.response(), arrival, ended.succeeded()));
        exchange.next();
    }

    /** When a process is told to end, Quarkus does the same, but not from the first moment on. */
    private static void close(RoutingContext exchange) {
        HttpServerResponse response = exchange.response();
        if (!response.headers().contains(HttpHeaders.CONNECTION)) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            exchange.addEndHandler(ended -> exchange.request().connection().close());
        }
    }

    private void end(HttpServerResponse response, Arrival arrival, boolean sent) {
        requests.ended(
                arrival,
                sent ? response.getStatusCode() : RequestListener.CALLER_WENT_AWAY,
                response.headers().get(Headers.X_CACHE),
                response.bytesWritten());
    }
}
