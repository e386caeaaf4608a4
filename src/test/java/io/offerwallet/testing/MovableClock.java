package io.offerwallet.testing;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The application's clock, which tests put forward; the simulator goes by it too. Put it back after use. */
@Mock
@Singleton
public final class MovableClock implements InstantSource {

    private final Clock system = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return system.instant().plus(ahead);
    }

    /** Puts the clock forward by {@code time}, seen from where it stands. */
    public synchronized void goOn(Duration time) {
        ahead = ahead.plus(time);
    }

    /** Puts the clock to {@code time}, from where it goes on. */
    public synchronized void goOnFrom(Instant time) {
        ahead = Duration.between(system.instant(), time);
    }

    /** Back to the system's time. */
    public synchronized void putBack() {
        ahead = Duration.ZERO;
    }
}
