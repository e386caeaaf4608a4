package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.wallet.UserId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The purge generation of every user: the number of the last purge, 0 if there was none that still matters.
 *
 * <p>A purge is remembered for as long as anything fetched before it may be kept or under way. Numbers are never used
 * twice, so that a forgotten purge can't be taken for a later one. Deliberately not bounded in number: a dropped purge
 * would let old data back in.
 */
final class PurgeGenerations {

    private static final long NEVER_PURGED = 0;

    private final AtomicLong purges = new AtomicLong();
    private final Cache<UserId, Long> lastPurge;

    /** @param rememberFor longer than any data is kept and any load takes */
    PurgeGenerations(Duration rememberFor, Ticker ticker) {
        this.lastPurge = Caffeine.newBuilder()
                .expireAfterWrite(rememberFor)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    long of(UserId user) {
        Long last = lastPurge.getIfPresent(user);
        return last == null ? NEVER_PURGED : last;
    }

    void advance(UserId user) {
        lastPurge.put(user, purges.incrementAndGet());
    }
}
