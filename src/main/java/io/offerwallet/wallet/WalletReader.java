package io.offerwallet.wallet;

import java.util.Optional;

/** Port: understands the bytes SessionM sends. Implementations are pure and thread-safe. */
public interface WalletReader {

    /** Reads one {@code get_user_offers} answer with status {@code ok}; empty if it isn't one. Never throws. */
    Optional<Wallet> read(byte[] body);

    /**
     * Looks through it, which takes less than reading it does. Empty whenever {@link #read} is. Never throws.
     *
     * @param body not to be changed afterwards either
     */
    Optional<Survey> survey(byte[] body);
}
