package io.offerwallet.view;

import io.offerwallet.wallet.Offer.Span;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the offers of a wallet expire, and where each stands in SessionM's bytes: all that must be known of a wallet to leave
 * out what has expired.
 *
 * @param offers in SessionM's order
 * @param totalRecords where the whole number stands that says how many offers there are; null if there is none
 */
record Expiries(List<Expiry> offers, @Nullable Span totalRecords) {

    Expiries {
        offers = List.copyOf(offers);
    }

    /**
     * Of one offer.
     *
     * @param at from this instant on it must not be shown; null if it never expires
     * @param span where the offer stands
     */
    record Expiry(@Nullable Instant at, Span span) {

        /** Whether the offer must no longer be shown at {@code now}: its expiry is reached or past (P3). */
        boolean reachedAt(Instant now) {
            return at != null && !now.isBefore(at);
        }
    }

    /** The earliest expiry after {@code instant}; null if there is none. */
    @Nullable
    Instant firstAfter(Instant instant) {
        @Nullable Instant earliest = null;
        for (Expiry offer : offers) {
            Instant at = offer.at();
            if (at != null && instant.isBefore(at) && (earliest == null || at.isBefore(earliest))) {
                earliest = at;
            }
        }
        return earliest;
    }
}
