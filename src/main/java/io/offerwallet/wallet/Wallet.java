package io.offerwallet.wallet;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wallet as SessionM sent it, expired offers included.
 *
 * @param availablePoints points that can be spent; null if SessionM doesn't say
 * @param totalPoints points ever collected; null if SessionM doesn't say
 * @param totalRecords how many offers SessionM says there are, which may be more than it sent
 * @param offers in SessionM's order
 */
public record Wallet(
        @Nullable BigDecimal availablePoints, @Nullable BigDecimal totalPoints, long totalRecords, List<Offer> offers) {

    public Wallet {
        offers = List.copyOf(offers);
    }

    /** The earliest expiry of any offer, reached or not; empty if none expires. */
    public Optional<Instant> earliestExpiry() {
        return offers.stream().map(Offer::expiresAt).filter(Objects::nonNull).min(Comparator.naturalOrder());
    }

    /** The earliest expiry after {@code instant}; empty if there is none. */
    public Optional<Instant> firstExpiryAfter(Instant instant) {
        return offers.stream()
                .map(Offer::expiresAt)
                .filter(Objects::nonNull)
                .filter(instant::isBefore)
                .min(Comparator.naturalOrder());
    }
}
