package io.offerwallet.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the HTTP API takes and tells. */
@ConfigMapping(prefix = "wallet")
public interface ApiSettings {

    /** The largest request body. {@code WALLET_MAX_BODY_BYTES} */
    @WithDefault("64K")
    MemorySize maxBodyBytes();

    /** The most users in one batch purge. {@code WALLET_MAX_PURGE} */
    @WithDefault("1000")
    int maxPurge();

    /** What 503 answers say in Retry-After, unless SessionM itself says more. {@code WALLET_RETRY_AFTER} */
    @WithDefault("2s")
    Duration retryAfter();

    /** Whether every request is logged in a line. {@code WALLET_ACCESS_LOG} */
    @WithDefault("true")
    boolean accessLog();
}
