package io.offerwallet.wallet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a wallet is used, and how long a request may take. */
@ConfigMapping(prefix = "wallet")
public interface WalletSettings {

    /** How long a wallet is served without asking SessionM again. {@code WALLET_FRESH_FOR} */
    @WithDefault("60s")
    Duration freshFor();

    /** How much longer it is served if SessionM fails. {@code WALLET_STALE_IF_ERROR} */
    @WithDefault("300s")
    Duration staleIfError();

    /**
     * The largest part of fresh-for that chance takes away, 0 to 1, so that what was fetched together doesn't expire
     * together. {@code WALLET_FRESHNESS_JITTER}
     */
    @WithDefault("0.1")
    double freshnessJitter();

    /** How long SessionM isn't asked again about a user it doesn't know. {@code WALLET_UNKNOWN_USER_FOR} */
    @WithDefault("30s")
    Duration unknownUserFor();

    /**
     * The time from a request's arrival to its answer. Braze waits 2 s in all, the way there and back included.
     * {@code WALLET_DEADLINE}
     */
    @WithDefault("1500ms")
    Duration deadline();

    /** How many requests may wait for SessionM at once; more are answered at once. {@code WALLET_MAX_WAITING} */
    @WithDefault("20000")
    int maxWaiting();
}
