package io.offerwallet.simulator;

import java.time.LocalDate;
import java.util.UUID;

/** An offer held by a user. Only the user-offer id is the user's own; the others are shared by all who hold it. */
record SimulatedOffer(
        UUID id,
        UUID offerId,
        UUID rootOfferId,
        OfferTemplate template,
        boolean redeemable,
        OfferDates dates,
        int oddity) {
    private static final int VARIANTS = 5;

    static SimulatedOffer draw(Seed seed, OfferCatalogue catalogue, LocalDate today, boolean lasting) {
        var random = seed.random();
        int template = random.nextInt(catalogue.templates().size());
        int variant = random.nextInt(VARIANTS);
        var root = new Seed(template);
        return new SimulatedOffer(
                seed.guid(),
                root.grow(variant).guid(),
                root.guid(),
                catalogue.templates().get(template),
                random.nextInt(100) < 85,
                OfferDates.draw(random, today, lasting),
                random.nextInt(10_000));
    }
}
