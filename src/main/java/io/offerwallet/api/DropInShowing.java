package io.offerwallet.api;

import io.offerwallet.view.DropInView;
import io.offerwallet.wallet.Expiries;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.WalletReader;
import java.time.Instant;
import java.util.Optional;
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
        if (!held.holdsExpiredAt(now)) {
            return new Prepared(
                    held.body(), Optional.ofNullable(held.earliestExpiry()).orElse(Instant.MAX));
        }
        // What could not be read was never kept.
        Expiries expiries = reader.expiries(held.body()).orElseThrow();
        return new Prepared(
                view.withoutExpired(held.body(), expiries, now),
                expiries.firstAfter(now).orElse(Instant.MAX));
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
