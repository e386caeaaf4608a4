package io.offerwallet.wallet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What came of asking SessionM for a wallet. */
public sealed interface FetchOutcome {

    /**
     * SessionM sent a wallet.
     *
     * @param body SessionM's bytes; not to be changed
     * @param askedAt when SessionM was asked, from which the age of the data counts (P2)
     * @param survey what a look at that very body told; empty if nobody has looked
     */
    @SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
    record Fetched(byte[] body, Instant askedAt, Optional<Survey> survey) implements FetchOutcome {}

    /**
     * SessionM doesn't know the user.
     *
     * @param askedAt when SessionM was asked
     */
    record UserUnknown(Instant askedAt) implements FetchOutcome {}

    /**
     * There was no usable answer.
     *
     * @param failure what went wrong
     * @param retryAfter how long SessionM wants to be left alone, if it said so
     */
    record Failed(Failure failure, Optional<Duration> retryAfter) implements FetchOutcome {
        public static Failed of(Failure failure) {
            return new Failed(failure, Optional.empty());
        }
    }
}
