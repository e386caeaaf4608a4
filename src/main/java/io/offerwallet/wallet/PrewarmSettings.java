package io.offerwallet.wallet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What wallets may cost that are loaded before anybody asks for them. */
@ConfigMapping(prefix = "prewarm")
public interface PrewarmSettings {

    /**
     * How long a prewarmed wallet may be served without asking SessionM again: the most that a job can ask for, and what it gets
     * if it asks for nothing. {@code PREWARM_MAX_TTL}
     */
    @WithDefault("10m")
    Duration maxTtl();

    /**
     * Up to which part of SESSIONM_CONCURRENCY, and of SessionM's budget, prewarming makes calls, more than 0 and at most 1.
     * Calls for live requests count, too: the rest is free for them at any moment. {@code PREWARM_BUDGET_PART}
     */
    @WithDefault("0.5")
    double budgetPart();

    /** How many wallets one process prewarms at once. {@code PREWARM_CONCURRENCY} */
    @WithDefault("8")
    int concurrency();
}
