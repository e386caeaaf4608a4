package io.offerwallet.wallet;

import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.Turn.Landed;
import io.offerwallet.wallet.Turn.Mine;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The store's contract in its simplest form. */
final class NaiveStore implements WalletStore {
    private Runnable event = () -> {};
    private boolean confirmsPurges = true;
    private boolean forgetful;

    private final Map<WalletKey, Held> held = new HashMap<>();
    private final Map<UserId, Long> generations = new HashMap<>();
    private final List<Failure> givenUp = new ArrayList<>();

    @Override
    public synchronized Uni<Optional<Held>> find(WalletKey key) {
        Optional<Held> found = peek(key);
        Runnable happens = event;
        event = () -> {};
        happens.run();
        return Uni.createFrom().item(found);
    }

    @Override
    public synchronized Optional<Held> peek(WalletKey key) {
        return Optional.ofNullable(held.get(key));
    }

    /** From now on it can't know whether anybody else has forgotten the users. */
    synchronized void confirmNoPurge() {
        confirmsPurges = false;
    }

    /** From now on it is in trouble when it should keep something. */
    synchronized void keepsNothing() {
        forgetful = true;
    }

    /** Lets something happen just after somebody next looks for a wallet. */
    void afterNextFind(Runnable event) {
        this.event = event;
    }

    @Override
    public synchronized Uni<Turn> turn(WalletKey key, Predicate<Held> wanted, Deadline deadline) {
        long generation = generation(key.user());
        return Uni.createFrom()
                .item(peek(key)
                        .filter(wanted)
                        .<Turn>map(found -> new Landed(found, generation, false))
                        .orElseGet(() -> new Mine(new Lease(generation, ""))));
    }

    @Override
    public synchronized Uni<Kept> keep(WalletKey key, Held what, Lease lease) {
        boolean current = current(key.user(), lease.generation());
        if (current && !forgetful) {
            held.put(key, what);
        }
        return Uni.createFrom().item(!current ? Kept.PURGED : forgetful ? Kept.NOWHERE : Kept.KEPT);
    }

    @Override
    public synchronized Uni<Void> giveUp(WalletKey key, Lease lease, Failed failed) {
        givenUp.add(failed.failure());
        return Uni.createFrom().voidItem();
    }

    /** Why turns were given up. */
    synchronized List<Failure> givenUp() {
        return List.copyOf(givenUp);
    }

    @Override
    public synchronized boolean current(UserId user, long generation) {
        return generation == generation(user);
    }

    private long generation(UserId user) {
        return generations.getOrDefault(user, 0L);
    }

    @Override
    public synchronized Uni<Void> purge(Collection<UserId> users) {
        users.forEach(user -> generations.merge(user, 1L, Long::sum));
        held.keySet().removeIf(key -> users.contains(key.user()));
        return confirmsPurges ? Uni.createFrom().voidItem() : Uni.createFrom().nothing();
    }
}
