package io.offerwallet.simulator;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of a process with a simulator in it: the system's, until somebody moves it to see what becomes of a wallet
 * in the meantime. It never stands still. Safe for use by many threads.
 */
@Singleton
// Not an InstantSource to whoever asks for one: which one that is, ops decides.
@Typed(SimulatedClock.class)
public final class SimulatedClock implements InstantSource {
    /** Nobody tries an offer of another century, and sums of dates stay far from where they overflow. */
    private static final Duration FARTHEST = Duration.ofDays(36_525);

    private final InstantSource system = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return system.instant().plus(ahead);
    }

    /** How far it is ahead of the system's time. */
    Duration ahead() {
        return ahead;
    }

    /**
     * Puts it ahead of the system's time, or behind if {@code time} is negative.
     *
     * @throws IllegalArgumentException if that is too far
     */
    void goAhead(Duration time) {
        if (time.compareTo(FARTHEST) > 0 || time.compareTo(FARTHEST.negated()) < 0) {
            throw new IllegalArgumentException(
                    "the clock can be moved by %d days at most".formatted(FARTHEST.toDays()));
        }
        ahead = time;
    }

    /**
     * Puts it to {@code time}, from where it goes on.
     *
     * @throws IllegalArgumentException if that is too far
     */
    void goOnFrom(Instant time) {
        goAhead(Duration.between(system.instant(), time));
    }

    /** Back to the system's time. */
    void putBack() {
        ahead = Duration.ZERO;
    }
}
