package io.offerwallet.ops;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Lets something be said now and then only, that would be said many times a second. Thread-safe. */
final class Seldom {

    private static final Duration QUIET = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

    Seldom(InstantSource clock) {
        this.clock = clock;
    }

    /** Says it, unless that was done a short while ago. */
    void say(Runnable line) {
        Instant now = clock.instant();
        Instant said = last.get();
        // The absolute value, because a clock that was put back must not silence this for long.
        if (Duration.between(said, now).abs().compareTo(QUIET) >= 0 && last.compareAndSet(said, now)) {
            line.run();
        }
    }
}
