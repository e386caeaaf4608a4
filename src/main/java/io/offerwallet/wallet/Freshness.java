package io.offerwallet.wallet;

import io.offerwallet.wallet.Held.HeldUnknownUser;
import io.offerwallet.wallet.Held.HeldWallet;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long what SessionM said may be used.
 *
 * <p>A wallet is fresh for {@code freshFor}, less up to the jitter, and never past the first expiry of one of its
 * offers; it is usable, if SessionM fails, until {@code freshFor + staleIfError} after SessionM was asked. Jitter only
 * ever shortens, so the hard limit of P2 holds whatever is drawn.
 */
public final class Freshness {

    private final Duration freshFor;
    private final Duration staleIfError;
    private final Duration unknownUserFor;
    private final double jitter;
    private final DoubleSupplier random;

    /**
     * @param jitter the largest part of {@code freshFor} to take away, 0 to 1
     * @param random gives numbers from 0 (inclusive) to 1 (exclusive)
     */
    public Freshness(
            Duration freshFor, Duration staleIfError, Duration unknownUserFor, double jitter, DoubleSupplier random) {
        requireNotNegative("fresh-for", freshFor);
        requireNotNegative("stale-if-error", staleIfError);
        requireNotNegative("unknown-user-for", unknownUserFor);
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("The freshness jitter must be from 0 to 1, but is " + jitter + ".");
        }
        this.freshFor = freshFor;
        this.staleIfError = staleIfError;
        this.unknownUserFor = unknownUserFor;
        this.jitter = jitter;
        this.random = random;
    }

    /** The same, but for how long a wallet is fresh. */
    public Freshness lasting(Duration ttl) {
        return new Freshness(ttl, staleIfError, unknownUserFor, jitter, random);
    }

    /** Stamps what could be shown at {@code askedAt}, when SessionM was asked for it. */
    public HeldWallet stamp(Unexpired wallet, Instant askedAt) {
        Duration taken = Duration.ofNanos((long) (freshFor.toNanos() * jitter * random.getAsDouble()));
        Instant jittered = askedAt.plus(freshFor).minus(taken);
        @Nullable Instant expiry = wallet.earliestExpiry();
        Instant freshUntil = expiry != null && expiry.isBefore(jittered) ? expiry : jittered;
        return new HeldWallet(wallet.body(), askedAt, freshUntil, askedAt.plus(hardLimit()), expiry);
    }

    /** Stamps the news that SessionM, asked at {@code askedAt}, doesn't know the user. */
    public HeldUnknownUser unknownUser(Instant askedAt) {
        return new HeldUnknownUser(askedAt.plus(unknownUserFor));
    }

    /** The age past which no data is used. */
    public Duration hardLimit() {
        return freshFor.plus(staleIfError);
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + value + ".");
        }
    }
}
