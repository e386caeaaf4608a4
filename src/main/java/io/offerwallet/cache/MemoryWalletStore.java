package io.offerwallet.cache;

import io.offerwallet.cache.Slot.Stamp;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.Held;
import io.offerwallet.wallet.Kept;
import io.offerwallet.wallet.Lease;
import io.offerwallet.wallet.Turn;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.WalletKey;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The store of a process that is alone: its memory, and every turn its own.
 *
 * <p>A slot belongs to the generation it was loaded in and is found only if that hasn't been purged. So a purge needn't
 * look for the user's slots: what is left of them is never found and soon dropped.
 */
final class MemoryWalletStore extends Store {

    private static final long NEVER_DEAF = 0;

    private final PurgeMarks<UserId> purged;
    private final AtomicLong generation = new AtomicLong(PurgeMarks.NONE + 1);

    MemoryWalletStore(WalletMemory memory, PurgeMarks<UserId> purged) {
        super(memory);
        this.purged = purged;
    }

    @Override
    public Uni<Optional<Held>> find(WalletKey key) {
        return Uni.createFrom().item(peek(key));
    }

    @Override
    public Uni<Turn> turn(WalletKey key, Predicate<Held> wanted, Deadline deadline) {
        return Uni.createFrom().item(() -> {
            Slot slot = current(key);
            return slot != null && wanted.test(slot.held())
                    ? new Turn.Landed(slot.held(), slot.stamp().generation(), false)
                    : new Turn.Mine(new Lease(generation.get(), ""));
        });
    }

    @Override
    public Uni<Kept> keep(WalletKey key, Held held, Lease lease) {
        return Uni.createFrom().item(() -> {
            // No lock against a purge is needed: a slot of a purged generation is never found.
            memory.put(key, Slot.of(held, new Stamp(key.user(), lease.generation(), NEVER_DEAF)));
            return current(key.user(), lease.generation()) ? Kept.KEPT : Kept.PURGED;
        });
    }

    @Override
    public Uni<Void> giveUp(WalletKey key, Lease lease, Failed failed) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public boolean current(UserId user, long generation) {
        return purged.current(user, generation);
    }

    @Override
    public Uni<Void> purge(Collection<UserId> users) {
        return Uni.createFrom().item(() -> {
            long last = generation.getAndIncrement();
            users.forEach(user -> purged.mark(user, last));
            return null;
        });
    }

    @Override
    @Nullable
    Slot current(WalletKey key) {
        Slot slot = memory.get(key);
        return slot != null && current(key.user(), slot.stamp().generation()) ? slot : null;
    }
}
