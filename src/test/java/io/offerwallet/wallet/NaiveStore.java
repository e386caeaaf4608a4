package io.offerwallet.wallet;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The store's contract in its simplest form. */
final class NaiveStore implements WalletStore {
    private Runnable event = () -> {};

    private final Map<WalletKey, Held> held = new HashMap<>();
    private final Map<UserId, Long> generations = new HashMap<>();

    @Override
    public synchronized Uni<Optional<Held>> find(WalletKey key) {
        return Uni.createFrom().item(peek(key));
    }

    @Override
    public synchronized Optional<Held> peek(WalletKey key) {
        return Optional.ofNullable(held.get(key));
    }

    /** Lets something happen just before the next question for a generation. */
    void beforeNextGeneration(Runnable event) {
        this.event = event;
    }

    @Override
    public synchronized Uni<Long> generation(UserId user) {
        Runnable happens = event;
        event = () -> {};
        happens.run();
        return Uni.createFrom().item(generations.getOrDefault(user, 0L));
    }

    @Override
    public synchronized Uni<Boolean> keep(WalletKey key, Held what, long generation) {
        boolean current = generations.getOrDefault(key.user(), 0L) == generation;
        if (current) {
            held.put(key, what);
        }
        return Uni.createFrom().item(current);
    }

    @Override
    public synchronized Uni<Void> purge(Collection<UserId> users) {
        users.forEach(user -> generations.merge(user, 1L, Long::sum));
        held.keySet().removeIf(key -> users.contains(key.user()));
        return Uni.createFrom().voidItem();
    }
}
