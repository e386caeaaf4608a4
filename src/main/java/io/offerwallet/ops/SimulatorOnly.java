package io.offerwallet.ops;

import io.offerwallet.simulator.SimulatorSettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** In a process that is a simulator, there is nothing but the simulator: the proxy's own paths don't exist. */
@Singleton
final class SimulatorOnly {

    private static final int BEFORE_THE_API = 900;
    private static final int NOT_FOUND = 404;

    void register(@Observes Filters filters, SimulatorSettings simulator) {
        if (ProcessRole.of(simulator).isProxy()) {
            return;
        }
        filters.register(
                exchange -> {
                    if (exchange.normalizedPath().startsWith("/simulator/")) {
                        exchange.next();
                    } else {
                        exchange.response().setStatusCode(NOT_FOUND).end();
                    }
                },
                BEFORE_THE_API);
    }
}
