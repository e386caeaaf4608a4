package io.offerwallet.wallet;

import io.offerwallet.wallet.Held.HeldWallet;
import java.util.Optional;

/** Port: keeps ready answers beside the wallet they were made from, so that a hit writes bytes and does nothing else. */
public interface PreparedAnswers {

    /**
     * The answer kept for a way of showing {@code wallet}; empty unless it was made from exactly this wallet.
     *
     * @param view how the wallet is shown: any value with {@code equals}
     */
    Optional<Prepared> find(WalletKey key, HeldWallet wallet, Object view);

    /** Keeps an answer for as long as {@code wallet} is held; does nothing if it no longer is. */
    void keep(WalletKey key, HeldWallet wallet, Object view, Prepared prepared);
}
