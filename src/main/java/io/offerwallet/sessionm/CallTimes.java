package io.offerwallet.sessionm;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long calls took of late, without their time in line, and so how long who stands in line for one of the places will wait.
 * Thread-safe.
 *
 * <p>Mean and mean deviation, both moving: cheaper than quantiles, and enough to tell who will be late.
 */
final class CallTimes {

    /** Of fewer calls too little is known: the first of a process are slow. */
    private static final int FEWEST = 20;

    /** How many calls the means go back, roughly. */
    private static final int MEMORY = 32;

    /** After a time without calls, what was before says nothing of now. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);

    /** As call times are spread, nineteen of twenty are within so many deviations of the mean. */
    private static final int DEVIATIONS = 3;

    /** What is measured lags behind; without this, half of those at the end of the line would be late. */
    private static final double SLACK = 1.2;

    private final int places;
    private final LongSupplier nanoClock;
    private double mean;
    private double deviation;
    private int calls;
    private long last;

    /** @param places how many calls may be under way at once */
    CallTimes(int places, LongSupplier nanoClock) {
        this.places = places;
        this.nanoClock = nanoClock;
    }

    /** A call has ended, whether SessionM answered it or failed. */
    synchronized void took(Duration time) {
        double nanos = Math.max(0, time.toNanos());
        forget();
        last = nanoClock.getAsLong();
        calls = Math.min(calls + 1, MEMORY);
        if (calls == 1) {
            mean = nanos;
            deviation = 0;
        } else {
            deviation += (Math.abs(nanos - mean) - deviation) / calls;
            mean += (nanos - mean) / calls;
        }
    }

    /** In how long at most, but for chance, it will be the turn of one who finds so many before it and all places taken; zero if that isn't known. */
    synchronized Duration untilTurn(int ahead) {
        return known() ? Duration.ofNanos((long) (SLACK * mean * (ahead + 1.0) / places)) : Duration.ZERO;
    }

    /** How long most calls take at most; zero if that isn't known. */
    synchronized Duration longest() {
        return known() ? Duration.ofNanos((long) (mean + DEVIATIONS * deviation)) : Duration.ZERO;
    }

    private boolean known() {
        forget();
        return calls >= FEWEST;
    }

    private void forget() {
        if (nanoClock.getAsLong() - last > FORGOTTEN_AFTER.toNanos()) {
            calls = 0;
        }
    }
}
