package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.WalletKey;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one process (L1): wallets with the answers made ready from them, bounded by bytes. It knows nothing of
 * purges; whoever finds something here must see whether it is still current. Thread-safe; nothing in it blocks.
 */
final class WalletMemory implements CacheGauges {

    private final Cache<WalletKey, Slot> slots;

    /** @param longest how long anything is held at most, its own time apart */
    WalletMemory(long maxBytes, Duration longest, InstantSource clock, Ticker ticker) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("The cache's max-bytes must not be negative, but is " + maxBytes + ".");
        }
        this.slots = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((WalletKey key, Slot slot) -> slot.weight())
                .expireAfter(Expiry.writing((WalletKey key, Slot slot) -> {
                    Duration left =
                            Duration.between(clock.instant(), slot.held().usableUntil());
                    return left.compareTo(longest) < 0 ? left : longest;
                }))
                .ticker(ticker)
                // On the caller's thread: a burst of writes must not find the bound lagging behind.
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    @Nullable
    Slot get(WalletKey key) {
        return slots.getIfPresent(key);
    }

    void put(WalletKey key, Slot slot) {
        slots.put(key, slot);
    }

    void clear() {
        slots.invalidateAll();
    }

    /** Adds a ready answer to a wallet, if it is still the one that is held. */
    void prepare(WalletKey key, HeldWallet wallet, Object view, Prepared prepared) {
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
}
