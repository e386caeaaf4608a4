package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.redis.RedisSettings;
import io.offerwallet.wallet.Freshness;
import io.offerwallet.wallet.PauseBoard;
import io.offerwallet.wallet.PrewarmSettings;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.jboss.logging.Logger;

/** Puts the store together. */
final class CacheBeans {

    /** Far longer than any load is allowed to take. */
    static final Duration LONGEST_LOAD = Duration.ofMinutes(2);

    /** What is held is dropped when it is past its own time, and no sooner. */
    private static final Duration FOR_ITS_OWN_TIME = Duration.ofDays(1);

    /** A cache that takes more would leave requests without memory long before it is full. */
    private static final int LARGEST_PART_OF_HEAP = 2;

    private static final Logger LOG = Logger.getLogger(CacheBeans.class);

    @Produces
    @Singleton
    WalletMemory memory(CacheSettings settings, RedisSettings redis, InstantSource clock) {
        long maxBytes = affordable(
                settings.maxBytes().asLongValue(), Runtime.getRuntime().maxMemory());
        Duration longest = RedisSettings.present(redis) ? settings.memoryFor() : FOR_ITS_OWN_TIME;
        return new WalletMemory(maxBytes, longest, clock, Ticker.systemTicker());
    }

    @Produces
    @Singleton
    Store store(
            WalletMemory memory,
            RedisSettings redis,
            Freshness freshness,
            PrewarmSettings prewarm,
            Instance<SharedTier> shared) {
        if (RedisSettings.present(redis)) {
            return shared.get().store();
        }
        return new MemoryWalletStore(memory, new PurgeMarks<>(longestUse(freshness, prewarm), Ticker.systemTicker()));
    }

    @Produces
    @Singleton
    PauseBoard pauses(RedisSettings redis, Instance<SharedTier> shared) {
        return RedisSettings.present(redis) ? shared.get().pauses() : PauseBoard.ALONE;
    }

    /** How long after SessionM was asked its answer may still be held somewhere, or under way. */
    static Duration longestUse(Freshness freshness, PrewarmSettings prewarm) {
        Duration live = freshness.hardLimit();
        Duration prewarmed = freshness.lasting(prewarm.maxTtl()).hardLimit();
        return Collections.max(List.of(live, prewarmed)).plus(LONGEST_LOAD);
    }

    /** What the cache gets of what was asked for. */
    static long affordable(long askedBytes, long heapBytes) {
        long most = heapBytes / LARGEST_PART_OF_HEAP;
        if (askedBytes > most) {
            LOG.warnf(
                    "WALLET_CACHE_MAX_BYTES is %d, more than half of the heap of %d bytes: the cache gets %d.",
                    askedBytes, heapBytes, most);
        }
        return Math.min(askedBytes, most);
    }
}
