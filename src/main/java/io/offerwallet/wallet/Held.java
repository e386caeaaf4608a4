package io.offerwallet.wallet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a store holds for a {@link WalletKey}. */
public sealed interface Held {

    /** From this instant on it must not be used at all (P2). */
    Instant usableUntil();

    /** Whether it may be shown without asking SessionM. */
    boolean freshAt(Instant now);

    /**
     * A wallet.
     *
     * @param body SessionM's bytes, less the offers that had expired when it was asked; not to be changed
     * @param fetchedAt when SessionM was asked
     * @param freshUntil until then it is served as it is
     * @param usableUntil until then it is served if SessionM fails
     * @param earliestExpiry when the first of the offers in it expires, or has; null if none ever does
     */
    @SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
    record HeldWallet(
            byte[] body,
            Instant fetchedAt,
            Instant freshUntil,
            Instant usableUntil,
            @Nullable Instant earliestExpiry) implements Held {

        @Override
        public boolean freshAt(Instant now) {
            return now.isBefore(freshUntil);
        }

        /** Whether an offer in {@link #body()} must not be shown any more at {@code now}. */
        public boolean holdsExpiredAt(Instant now) {
            return earliestExpiry != null && !now.isBefore(earliestExpiry);
        }

        /** How old the data is; never negative. */
        public Duration ageAt(Instant now) {
            Duration age = Duration.between(fetchedAt, now);
            return age.isNegative() ? Duration.ZERO : age;
        }
    }

    /**
     * The news that SessionM doesn't know the user.
     *
     * @param usableUntil until then SessionM isn't asked again
     */
    record HeldUnknownUser(Instant usableUntil) implements Held {

        @Override
        public boolean freshAt(Instant now) {
            return now.isBefore(usableUntil);
        }
    }
}
