package io.offerwallet.api;

import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.Unexpired;
import io.offerwallet.wallet.WalletReader;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a wallet as SessionM's own bytes, less offers that have expired. */
final class DropInShowing implements Showing {

    private final WalletReader reader;

    DropInShowing(WalletReader reader) {
        this.reader = reader;
    }

    @Override
    public Prepared show(HeldWallet held, Instant now) {
        Unexpired left = held.holdsExpiredAt(now)
                // What could not be read was never kept.
                ? reader.survey(held.body()).orElseThrow().unexpired(now)
                : new Unexpired(held.body(), held.earliestExpiry());
        return new Prepared(
                left.body(), Optional.ofNullable(left.earliestExpiry()).orElse(Instant.MAX));
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
