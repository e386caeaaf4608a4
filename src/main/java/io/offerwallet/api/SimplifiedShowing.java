package io.offerwallet.api;

import io.offerwallet.view.ViewOptions;
import io.offerwallet.view.WalletView;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.WalletReader;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows a wallet as small, localized JSON. */
final class SimplifiedShowing implements Showing {

    private final UserId user;
    private final ViewOptions options;
    private final boolean stale;
    private final WalletReader reader;
    private final WalletView view;

    SimplifiedShowing(WalletRequest request, boolean stale, WalletReader reader, WalletView view) {
        this.user = request.user();
        this.options = request.options().view();
        this.stale = stale;
        this.reader = reader;
        this.view = view;
    }

    @Override
    public Prepared show(HeldWallet wallet, Instant now) {
        // What could not be read was never kept.
        var read = reader.read(wallet.body()).orElseThrow();
        return view.render(read, user.value(), options, wallet.fetchedAt(), stale, now);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SimplifiedShowing that
                && stale == that.stale
                && user.equals(that.user)
                && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, options, stale);
    }
}
