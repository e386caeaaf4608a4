package io.offerwallet.api;

import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Trace;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** A request from the moment it arrived: since when its deadline runs, and what the access log will say of it. */
final class Arrival {

    private static final String KEY = Arrival.class.getName();

    private final String method;
    private final String requestId;
    private final long arrivedAt = System.nanoTime();
    private String client = "-";
    private String route = "-";
    private Trace trace = Trace.NONE;

    /** @param method any token that the caller chose */
    Arrival(String method, String requestId) {
        this.method = method;
        this.requestId = requestId;
    }

    /** Makes it the arrival of the request being handled. */
    void begin(RoutingContext exchange) {
        exchange.put(KEY, this);
    }

    /** The arrival of the request being handled. */
    static Arrival of(RoutingContext exchange) {
        return find(exchange)
                .orElseThrow(() -> new IllegalStateException("The request did not pass the arrival filter."));
    }

    /** The arrival of the request, unless it failed before. */
    static Optional<Arrival> find(RoutingContext exchange) {
        return Optional.ofNullable(exchange.get(KEY));
    }

    Deadline deadline(Duration time) {
        return Deadline.from(arrivedAt, time, System::nanoTime);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - arrivedAt);
    }

    String method() {
        return method;
    }

    String requestId() {
        return requestId;
    }

    String client() {
        return client;
    }

    String route() {
        return route;
    }

    Trace trace() {
        return trace;
    }

    /** Notes the trace that it is part of. */
    void traced(Trace its) {
        this.trace = its;
    }

    /** Notes who calls what; the route is a template, so that no user id gets into the log. */
    void admitted(String clientName, String routeTemplate) {
        this.client = clientName;
        this.route = routeTemplate;
    }
}
