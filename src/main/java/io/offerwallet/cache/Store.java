package io.offerwallet.cache;

import io.offerwallet.wallet.Held;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.PreparedAnswers;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every store does with the memory of its process. */
abstract class Store implements WalletStore, PreparedAnswers {

    final WalletMemory memory;

    Store(WalletMemory memory) {
        this.memory = memory;
    }

    /** What memory holds, unless it was purged or may have been. */
    abstract @Nullable Slot current(WalletKey key);

    @Override
    public Optional<Held> peek(WalletKey key) {
        Slot slot = current(key);
        return slot == null ? Optional.empty() : Optional.of(slot.held());
    }

    @Override
    public Optional<Prepared> find(WalletKey key, HeldWallet wallet, Object view) {
        Slot slot = current(key);
        return slot == null || slot.held() != wallet ? Optional.empty() : slot.prepared(view);
    }

    @Override
    public void keep(WalletKey key, HeldWallet wallet, Object view, Prepared prepared) {
        memory.prepare(key, wallet, view, prepared);
    }
}
