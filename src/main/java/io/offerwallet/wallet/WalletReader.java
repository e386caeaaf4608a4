package io.offerwallet.wallet;

import java.time.Instant;
import java.util.Optional;

/** Port: understands the bytes SessionM sends. Implementations are pure and thread-safe. */
public interface WalletReader {

    /** Reads one {@code get_user_offers} answer with status {@code ok}; empty if it isn't one. Never throws. */
    Optional<Wallet> read(byte[] body);

    /**
     * What of it may be shown at {@code now}, the same array if that is all of it; empty whenever {@link #read} is. Takes less
     * than reading it does. Never throws.
     */
    Optional<Unexpired> unexpired(byte[] body, Instant now);
}
