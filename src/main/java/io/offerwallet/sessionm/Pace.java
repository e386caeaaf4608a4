package io.offerwallet.sessionm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * How many calls a second are let go while others wait. What goes while nobody waits says how much is asked for, not how
 * much could go. Not thread-safe.
 */
final class Pace {

    /** Two windows of the budget: in a single one all calls may go at its beginning. */
    private static final Duration SPAN = Duration.ofMillis(2200);

    /** Before that, too little is known. */
    private static final Duration SHORTEST_SPAN = SPAN.dividedBy(2);

    /** When all who wait go at once, those behind them come up a moment later. */
    private static final Duration LONGEST_GAP = Duration.ofMillis(250);

    private static final double SECOND = 1e9;

    private final Deque<Long> gone = new ArrayDeque<>();
    private boolean waiting;
    private long busySince;
    private long idleSince;

    Pace(long now) {
        this.idleSince = now - LONGEST_GAP.toNanos() - 1;
    }

    /** Whether anybody waits now. */
    void waiting(boolean anybody, long now) {
        if (anybody && idle(now)) {
            gone.clear();
            busySince = now;
        } else if (waiting && !anybody) {
            idleSince = now;
        }
        waiting = anybody;
    }

    /** A call was let go. */
    void gone(long now) {
        gone.addLast(now);
        trim(now);
    }

    /** Empty if nobody has been waiting, or not for long. */
    OptionalDouble perSecond(long now) {
        long span = Math.min(now - busySince, SPAN.toNanos());
        if (idle(now) || span < SHORTEST_SPAN.toNanos()) {
            return OptionalDouble.empty();
        }
        trim(now);
        return OptionalDouble.of(gone.size() * SECOND / span);
    }

    private boolean idle(long now) {
        return !waiting && now - idleSince > LONGEST_GAP.toNanos();
    }

    private void trim(long now) {
        Long oldest = gone.peekFirst();
        while (oldest != null && now - oldest > SPAN.toNanos()) {
            gone.removeFirst();
            oldest = gone.peekFirst();
        }
    }
}
