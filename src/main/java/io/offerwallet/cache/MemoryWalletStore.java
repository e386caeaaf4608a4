package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.wallet.Held;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.PreparedAnswers;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one process (L1). Thread-safe; nothing in it blocks.
 *
 * <p>A slot belongs to the purge generation it was loaded under and is found only while that is still the user's
 * generation. So a purge needn't look for the user's slots: what is left of them is never found and soon dropped.
 */
final class MemoryWalletStore implements WalletStore, PreparedAnswers, CacheGauges {

    private final Cache<WalletKey, Slot> slots;
    private final PurgeGenerations generations;

    MemoryWalletStore(long maxBytes, PurgeGenerations generations, InstantSource clock, Ticker ticker) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("The cache's max-bytes must not be negative, but is " + maxBytes + ".");
        }
        this.generations = generations;
        this.slots = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((WalletKey key, Slot slot) -> slot.weight())
                .expireAfter(Expiry.writing((WalletKey key, Slot slot) ->
                        Duration.between(clock.instant(), slot.held().usableUntil())))
                .ticker(ticker)
                // On the caller's thread: a burst of writes must not find the bound lagging behind.
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    @Override
    public Uni<Optional<Held>> find(WalletKey key) {
        return Uni.createFrom().item(peek(key));
    }

    @Override
    public Optional<Held> peek(WalletKey key) {
        Slot slot = current(key);
        return slot == null ? Optional.empty() : Optional.of(slot.held());
    }

    @Override
    public Uni<Long> generation(UserId user) {
        return Uni.createFrom().item(() -> generations.of(user));
    }

    @Override
    public Uni<Boolean> keep(WalletKey key, Held held, long generation) {
        return Uni.createFrom().item(() -> {
            // No lock against a purge is needed: a slot of an older generation is never found.
            slots.put(key, Slot.of(held, generation));
            return generations.of(key.user()) == generation;
        });
    }

    @Override
    public Uni<Void> purge(Collection<UserId> users) {
        return Uni.createFrom().item(() -> {
            users.forEach(generations::advance);
            return null;
        });
    }

    @Override
    public Optional<Prepared> find(WalletKey key, HeldWallet wallet, Object view) {
        Slot slot = current(key);
        return slot == null || slot.held() != wallet ? Optional.empty() : slot.prepared(view);
    }

    @Override
    public void keep(WalletKey key, HeldWallet wallet, Object view, Prepared prepared) {
        slots.asMap().computeIfPresent(key, (same, slot) -> slot.held() == wallet ? slot.with(view, prepared) : slot);
    }

    @Override
    public long bytes() {
        return slots.policy()
                .eviction()
                .map(Policy.Eviction::weightedSize)
                .orElseThrow()
                .orElseThrow();
    }

    @Override
    public long entries() {
        return slots.estimatedSize();
    }

    @Override
    public long evictions() {
        return slots.stats().evictionCount();
    }

    private @Nullable Slot current(WalletKey key) {
        Slot slot = slots.getIfPresent(key);
        return slot != null && slot.generation() == generations.of(key.user()) ? slot : null;
    }
}
