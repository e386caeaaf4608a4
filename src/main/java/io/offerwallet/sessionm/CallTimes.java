package io.offerwallet.sessionm;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long calls took of late, without their time in line, and so how long who stands in line for one of the places will wait.
 * Thread-safe.
 *
 * <p>Mean and mean deviation of the last calls: cheaper than quantiles, and enough to tell who will be late. Of no others: means
 * that fade keep calls that hung for seconds in mind for long, and would turn away who comes when SessionM is well again. But of all
 * that ended in the last half second: a moment in which this process stands still makes all calls under way long at once, and
 * isn't how long the next ones take.
 */
final class CallTimes {

    /** Of fewer calls too little is known: the first of a process are slow. */
    private static final int FEWEST = 20;

    /** How many calls the means go back at least. */
    private static final int LAST = 48;

    private static final Duration LATELY = Duration.ofMillis(500);

    /** Enough for 8,000 calls a second. */
    private static final int MOST = 4096;

    /** After a time without calls, what was before says nothing of now. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);

    /** As call times are spread, nineteen of twenty are within so many deviations of the mean. */
    private static final int DEVIATIONS = 3;

    /** What is measured lags behind; without this, half of those at the end of the line would be late. */
    private static final double SLACK = 1.2;

    private final int places;
    private final LongSupplier nanoClock;

    /** How long calls took and when they ended, in nanoseconds; the oldest is overwritten first. */
    private final long[] took = new long[MOST];

    private final long[] ended = new long[MOST];
    private int next;
    private int calls;
    private long sum;

    /** @param places how many calls may be under way at once */
    CallTimes(int places, LongSupplier nanoClock) {
        this.places = places;
        this.nanoClock = nanoClock;
    }

    /** A call has ended, whether SessionM answered it or failed. */
    synchronized void took(Duration time) {
        forget();
        if (calls == MOST) {
            forgetOldest();
        }
        took[next] = Math.max(0, time.toNanos());
        ended[next] = nanoClock.getAsLong();
        sum += took[next];
        next = (next + 1) % MOST;
        calls++;
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
        return (double) sum / calls;
    }

    private double deviation() {
        double mean = mean();
        int last = Math.min(calls, LAST);
        double deviations = 0;
        for (int back = 1; back <= last; back++) {
            deviations += Math.abs(took[ago(back)] - mean);
        }
        return deviations / last;
    }

    private boolean known() {
        forget();
        return calls >= FEWEST;
    }

    private void forget() {
        long now = nanoClock.getAsLong();
        if (calls > 0 && now - ended[ago(1)] > FORGOTTEN_AFTER.toNanos()) {
            calls = 0;
            sum = 0;
        }
        while (calls > LAST && now - ended[ago(calls)] > LATELY.toNanos()) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        sum -= took[ago(calls)];
        calls--;
    }

    /** Where the call stands that ended so many calls ago; the last one ended one ago. */
    private int ago(int back) {
        return Math.floorMod(next - back, MOST);
    }
}
