package io.offerwallet.simulator;

import java.util.function.LongSupplier;

/** Admits so many calls in any one second; refused calls cost nothing. Safe for use by many threads. */
final class RateLimit {
    private final LongSupplier nanoTime;
    private final SlidingSecond admitted = new SlidingSecond();

    RateLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized boolean admits(int callsPerSecond) {
        if (callsPerSecond == 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (admitted.count(now) >= callsPerSecond) {
            return false;
        }
        admitted.add(now);
        return true;
    }
}
