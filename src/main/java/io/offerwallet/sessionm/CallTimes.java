package io.offerwallet.sessionm;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long calls took of late, without their time in line, and so how long who stands in line for one of the places will wait.
 * Thread-safe.
 *
 * <p>Mean and mean deviation of the last calls: cheaper than quantiles, and enough to tell who will be late. Of no others: means
 * that fade keep calls that hung for seconds in mind for long, and would turn away who comes when SessionM is well again.
 */
final class CallTimes {

    /** Of fewer calls too little is known: the first of a process are slow. */
    private static final int FEWEST = 20;

    /** How many calls the means go back. */
    private static final int MEMORY = 48;

    /** After a time without calls, what was before says nothing of now. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);

    /** As call times are spread, nineteen of twenty are within so many deviations of the mean. */
    private static final int DEVIATIONS = 3;

    /** What is measured lags behind; without this, half of those at the end of the line would be late. */
    private static final double SLACK = 1.2;

    private final int places;
    private final LongSupplier nanoClock;
    private final double[] took = new double[MEMORY];
    private int calls;
    private int next;
    private long last;

    /** @param places how many calls may be under way at once */
    CallTimes(int places, LongSupplier nanoClock) {
        this.places = places;
        this.nanoClock = nanoClock;
    }

    /** A call has ended, whether SessionM answered it or failed. */
    synchronized void took(Duration time) {
        forget();
        last = nanoClock.getAsLong();
        took[next] = Math.max(0, time.toNanos());
        next = (next + 1) % MEMORY;
        calls = Math.min(calls + 1, MEMORY);
    }

    /** In how long at most, but for chance, it will be the turn of one who finds so many before it and all places taken; zero if that isn't known. */
    synchronized Duration untilTurn(int ahead) {
        return known() ? Duration.ofNanos((long) (SLACK * mean() * (ahead + 1.0) / places)) : Duration.ZERO;
    }

    /** How long most calls take at most; zero if that isn't known. */
    synchronized Duration longest() {
        return known() ? Duration.ofNanos((long) (mean() + DEVIATIONS * deviation())) : Duration.ZERO;
    }

    private double mean() {
        double sum = 0;
        for (int call = 0; call < calls; call++) {
            sum += took[call];
        }
        return sum / calls;
    }

    private double deviation() {
        double mean = mean();
        double sum = 0;
        for (int call = 0; call < calls; call++) {
            sum += Math.abs(took[call] - mean);
        }
        return sum / calls;
    }

    private boolean known() {
        forget();
        return calls >= FEWEST;
    }

    private void forget() {
        if (nanoClock.getAsLong() - last > FORGOTTEN_AFTER.toNanos()) {
            calls = 0;
            next = 0;
        }
    }
}
