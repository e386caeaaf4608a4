package io.offerwallet.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** Answers as a SessionM that is unwell, in the way of the fault in force. */
final class FaultyAnswers {
    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>%1$s</title></head><body><h1>%1$s</h1></body></html>";

    private final Wallets wallets;
    private final BrokenBodies bodies;

    FaultyAnswers(Vertx vertx, Wallets wallets) {
        this.wallets = wallets;
        this.bodies = new BrokenBodies(vertx);
    }

    /** Faults of the service answer every call; faults of the body need a wallet, so bad calls are refused as ever. */
    void answer(Exchange exchange, Asked asked, Behaviour behaviour) {
        if (exchange.callerHasLeft()) {
            exchange.call().abandoned();
            return;
        }
        switch (behaviour.fault()) {
            case OUTAGE -> exchange.refuse(503, "unavailable", "Service unavailable");
            case INTERNAL_ERROR -> exchange.refuse(500, "internal", "Internal error");
            case ERROR_ENVELOPE -> exchange.refuse(200, "internal", "Internal error");
            case UNAUTHORIZED -> exchange.refuse(401, "unauthorized", "Credential missing or wrong");
            case FORBIDDEN -> exchange.refuse(403, "forbidden", "Not allowed");
            case THROTTLED -> exchange.throttle(behaviour.retryAfterSeconds());
            case HTML_ERROR -> exchange.answer(502, Exchange.HTML, page("502 Bad Gateway"));
            case HTML_OK -> exchange.answer(200, Exchange.HTML, page("Down for maintenance"));
            case CONNECTION_RESET -> exchange.hangUp();
            // The call stays under way until its caller gives up: the end handler of the exchange counts it then.
            case BLACK_HOLE -> {}
            case WRONG_USER ->
                asked.answer(
                        exchange, query -> exchange.answer(wallets.answer(query.of(neighbour(query.user())), asked)));
            default ->
                asked.answer(
                        exchange, query -> bodies.answer(exchange, wallets.answer(query, asked), behaviour.fault()));
        }
    }

    private static Buffer page(String title) {
        return Buffer.buffer(PAGE.formatted(title));
    }

    private static UUID neighbour(UUID user) {
        return new UUID(user.getMostSignificantBits(), user.getLeastSignificantBits() ^ 1);
    }
}
