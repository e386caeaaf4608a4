package io.offerwallet.testing;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sees over which connections the simulated SessionM is called. */
@Singleton
public final class Connections {

    private static final int BEFORE_THE_ROUTES = 500;

    private final Set<String> callers = ConcurrentHashMap.newKeySet();

    void register(@Observes Filters filters) {
        filters.register(
                exchange -> {
                    if (exchange.request().path().startsWith("/simulator/sessionm/offers/")) {
                        callers.add(String.valueOf(exchange.request().remoteAddress()));
                    }
                    exchange.next();
                },
                BEFORE_THE_ROUTES);
    }

    /** Counts from zero again. */
    public void forget() {
        callers.clear();
    }

    /** How many connections carried a call since {@link #forget}. */
    public int used() {
        return callers.size();
    }
}
