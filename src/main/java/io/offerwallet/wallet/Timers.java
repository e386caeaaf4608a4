package io.offerwallet.wallet;

import java.time.Duration;
import java.util.concurrent.Future;

/** Port: does something after a time. */
@FunctionalInterface
public interface Timers {

    /**
     * Runs the task once the time is over, never before.
     *
     * @return what takes it back when it is cancelled
     */
    Future<?> start(Duration time, Runnable task);
}
