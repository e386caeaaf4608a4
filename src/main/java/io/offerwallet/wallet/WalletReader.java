package io.offerwallet.wallet;

import java.util.Optional;

/** Port: understands the bytes SessionM sends. Implementations are pure and thread-safe. */
@FunctionalInterface
public interface WalletReader {

    /** Reads one {@code get_user_offers} answer with status {@code ok}; empty if it isn't one. Never throws. */
    Optional<Wallet> read(byte[] body);

    /** Reads no more of it than when its offers expire, which takes less; empty whenever {@link #read} is. Never throws. */
    default Optional<Expiries> expiries(byte[] body) {
        return read(body).map(Wallet::expiries);
    }
}
