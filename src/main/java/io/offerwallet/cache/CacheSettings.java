package io.offerwallet.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much memory the cache may take. */
@ConfigMapping(prefix = "wallet.cache")
public interface CacheSettings {

    /**
     * The most memory for wallets and ready answers, for example {@code 64M}; never more than half of the heap.
     * {@code WALLET_CACHE_MAX_BYTES}
     */
    @WithDefault("64M")
    MemorySize maxBytes();

    /**
     * With Redis: how long a process serves a wallet from its own memory before it looks into Redis again.
     * {@code WALLET_CACHE_MEMORY_FOR}
     */
    @WithDefault("10s")
    Duration memoryFor();
}
