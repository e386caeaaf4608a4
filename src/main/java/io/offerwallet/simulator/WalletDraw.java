package io.offerwallet.simulator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws wallets: the same user, change and day always give the same one. Thread-safe. */
final class WalletDraw {
    private static final int MOST_OFFERS_OF_AN_ORDINARY_USER = 40;

    private final OfferCatalogue catalogue;

    WalletDraw(OfferCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    SimulatedWallet draw(WalletQuery query, UserChange change, LocalDate today) {
        var person = Seed.of(query.user());
        var revised = person.grow(change.revision());
        var random = person.grow(-1).random();
        boolean cents = random.nextInt(3) == 0;
        var drawn = points(random, cents).add(BigDecimal.valueOf(change.revision()));
        var available = change.availablePoints().map(BigDecimal::valueOf).orElse(drawn);
        boolean lasting = SpecialUsers.lasting(query.user());
        var held = new Held(
                offerCount(query.user(), revised, change),
                change,
                index -> SimulatedOffer.draw(revised.grow(index), catalogue, today, lasting));
        return new SimulatedWallet(
                query.user(),
                catalogue.nearest(query.culture()),
                change.revision(),
                random.nextInt(10) != 0,
                random.nextInt(20) != 0,
                available,
                available.add(BigDecimal.valueOf(revised.random().nextInt(50_000))),
                held.count(),
                held.page(query.skip(), query.take()),
                query.pendingExtendedData(),
                change.offerFields());
    }

    /** Whole thousands, and cents for some: the three digits between them tell the revision. */
    private static BigDecimal points(Random random, boolean cents) {
        var thousands = BigDecimal.valueOf(random.nextInt(100) * 1_000L);
        return cents ? thousands.add(BigDecimal.valueOf(random.nextInt(1, 100), 2)) : thousands;
    }

    private static int offerCount(UUID user, Seed revised, UserChange change) {
        return change.offers().orElseGet(() -> SpecialUsers.offersOf(user).orElseGet(() -> ordinaryCount(revised)));
    }

    /** One user in ten has none: an empty wallet is the case that templates forget. */
    private static int ordinaryCount(Seed revised) {
        var random = revised.grow(-3).random();
        return random.nextInt(10) == 0 ? 0 : random.nextInt(MOST_OFFERS_OF_AN_ORDINARY_USER + 1);
    }

    /** The offers of one user, drawn only where they are looked at. */
    private record Held(int drawn, UserChange change, IntFunction<SimulatedOffer> offer) {

        int count() {
            return change.revoked().isEmpty() ? drawn : (int) unrevoked().count();
        }

        List<SimulatedOffer> page(int skip, int take) {
            if (change.revoked().isEmpty()) {
                int end = (int) Math.min((long) skip + take, drawn);
                return IntStream.range(Math.min(skip, end), end).mapToObj(offer).toList();
            }
            return unrevoked().skip(skip).limit(take).toList();
        }

        private Stream<SimulatedOffer> unrevoked() {
            return IntStream.range(0, drawn)
                    .mapToObj(offer)
                    .filter(held -> !change.revoked().contains(held.id().toString()))
                    .filter(held -> !change.revoked().contains(held.offerId().toString()));
        }
    }
}
