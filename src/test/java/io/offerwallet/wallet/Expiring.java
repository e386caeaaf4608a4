package io.offerwallet.wallet;

import java.time.Instant;
import java.util.List;

/** Offers of which only the expiry matters. */
final class Expiring {

    private Expiring() {}

    static Offer offer(Instant expiresAt) {
        return new Offer(
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                Offer.Label.NONE,
                Offer.Label.NONE,
                null,
                expiresAt,
                null,
                List.of(),
                new Offer.Span(0, 1));
    }
}
