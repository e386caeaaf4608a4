package io.offerwallet.api;

import io.offerwallet.view.DropInView;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.Wallet;
import io.offerwallet.wallet.WalletReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shows a wallet as SessionM's own bytes, less offers that have expired. */
final class DropInShowing implements Showing {

    private final WalletReader reader;
    private final DropInView view;

    DropInShowing(WalletReader reader, DropInView view) {
        this.reader = reader;
        this.view = view;
    }

    @Override
    public Prepared show(HeldWallet held, Instant now) {
        // What could not be read was never kept.
        Wallet wallet = reader.read(held.body()).orElseThrow();
        byte[] bytes = held.holdsExpiredAt(now) ? view.withoutExpired(held.body(), wallet, now) : held.body();
        return new Prepared(bytes, wallet.firstExpiryAfter(now).orElse(Instant.MAX));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DropInShowing;
    }

    @Override
    public int hashCode() {
        return DropInShowing.class.hashCode();
    }
}
