package io.offerwallet.sessionm;

import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.Timers;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** The time that SessionM has for a call; it stands still while the call waits for us. For one call. */
final class Stopwatch {

    private final Timers timers;
    private final long nanos;
    private volatile long runningSince;
    private volatile long taken;

    Stopwatch(Timers timers, Duration time) {
        this.timers = timers;
        this.nanos = time.toNanos();
        this.runningSince = System.nanoTime();
    }

    void pause() {
        taken = System.nanoTime() - runningSince;
    }

    void goOn() {
        runningSince = System.nanoTime() - taken;
    }

    /** The same, or a failure when the time is up. */
    <T> Uni<T> inTime(Uni<T> step) {
        Duration left = Duration.ofNanos(nanos - (System.nanoTime() - runningSince));
        return timers.within(left, step, () -> new SessionMFailure(Failure.TIMED_OUT));
    }
}
