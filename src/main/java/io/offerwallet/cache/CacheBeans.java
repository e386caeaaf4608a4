package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.wallet.Freshness;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Puts the store together. */
final class CacheBeans {

    /** Far longer than any load is allowed to take. */
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(2);

    @Produces
    @Singleton
    MemoryWalletStore store(CacheSettings settings, Freshness freshness, InstantSource clock) {
        Ticker ticker = Ticker.systemTicker();
        Duration rememberPurgesFor = freshness.hardLimit().plus(LONGEST_LOAD);
        return new MemoryWalletStore(
                settings.maxBytes().asLongValue(), new PurgeGenerations(rememberPurgesFor, ticker), clock, ticker);
    }
}
