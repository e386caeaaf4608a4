package io.offerwallet.wallet;

import io.offerwallet.wallet.Held.HeldWallet;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What a request for a wallet comes to. */
public sealed interface WalletOutcome {

    /** Where a wallet or the news of an unknown user came from. */
    enum Source {
        /** It was held. */
        HIT,
        /** SessionM was asked for this request. */
        MISS,
        /** SessionM was being asked already, for another request. */
        COALESCED
    }

    /** A wallet that may be shown as it is, but for offers that expired meanwhile. */
    record Fresh(HeldWallet wallet, Source source) implements WalletOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.fresh().apply(this);
        }
    }

    /** SessionM could not be asked, and what is held may still be shown. */
    record Stale(HeldWallet wallet, Failure cause) implements WalletOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.stale().apply(this);
        }
    }

    /** SessionM doesn't know the user. */
    record UnknownUser(Source source) implements WalletOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.unknownUser().apply(this);
        }
    }

    /** SessionM refuses our credential, and nothing is held. */
    record Refused() implements WalletOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.refused().apply(this);
        }
    }

    /**
     * SessionM could not be asked, and nothing is held.
     *
     * @param cause why
     * @param retryAfter how long SessionM wants to be left alone, if it said so
     */
    record Unavailable(Failure cause, Optional<Duration> retryAfter) implements WalletOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.unavailable().apply(this);
        }
    }

    /** Handles every case; a new one breaks the compile wherever it must be handled. */
    <T> T fold(Cases<T> cases);

    /** One function per case, see {@link #fold}. */
    record Cases<T>(
            Function<? super Fresh, ? extends T> fresh,
            Function<? super Stale, ? extends T> stale,
            Function<? super UnknownUser, ? extends T> unknownUser,
            Function<? super Refused, ? extends T> refused,
            Function<? super Unavailable, ? extends T> unavailable) {}
}
