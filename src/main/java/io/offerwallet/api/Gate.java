package io.offerwallet.api;

import io.offerwallet.security.Authenticator;
import io.offerwallet.security.Client;
import io.offerwallet.security.Role;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Lets a request in if its client has the role it needs. */
@Singleton
final class Gate {

    private static final CharSequence X_API_KEY = HttpHeaders.createOptimized(Headers.X_API_KEY);

    private final Authenticator authenticator;

    Gate(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** @param route what is called, as a template without values */
    Arrival admit(RoutingContext exchange, Role role, String route) {
        Arrival arrival = Arrival.of(exchange);
        admit(arrival, exchange.request()::getHeader, role, route);
        return arrival;
    }

    /** @param route what is called, as a template without values */
    void admit(Arrival arrival, HeaderLookup headers, Role role, String route) {
        Client client = authenticator
                .authenticate(headers.get(HttpHeaders.AUTHORIZATION), headers.get(X_API_KEY))
                .orElseThrow(() -> {
                    arrival.admitted("-", route);
                    return Denied.unauthenticated();
                });
        arrival.admitted(client.name(), route);
        if (!client.roles().contains(role)) {
            throw Denied.forbidden(role.name().toLowerCase(Locale.ROOT));
        }
    }
}
