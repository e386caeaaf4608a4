package io.offerwallet.simulator.braze;

import java.time.Duration;

/** Waits, or only says so. */
public interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
}
