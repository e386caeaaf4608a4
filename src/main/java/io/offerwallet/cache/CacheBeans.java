package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.wallet.Freshness;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Puts the store together. */
final class CacheBeans {

    /** Far longer than any load is allowed to take. */
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(2);

    /** A cache that takes more would leave requests without memory long before it is full. */
    private static final int LARGEST_PART_OF_HEAP = 2;

    private static final Logger LOG = Logger.getLogger(CacheBeans.class);

    @Produces
    @Singleton
    MemoryWalletStore store(CacheSettings settings, Freshness freshness, InstantSource clock) {
        Ticker ticker = Ticker.systemTicker();
        Duration rememberPurgesFor = freshness.hardLimit().plus(LONGEST_LOAD);
        return new MemoryWalletStore(
                affordable(
                        settings.maxBytes().asLongValue(), Runtime.getRuntime().maxMemory()),
                new PurgeGenerations(rememberPurgesFor, ticker),
                clock,
                ticker);
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
