package io.offerwallet.simulator.braze;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How one host is doing. When more than 3,000 calls of a moving minute have failed and they are more than 90 % of all, the
 * host is left alone for a minute; then it begins anew, as if it had never been called. Thread-safe.
 */
final class HostHealth {
    static final Duration WINDOW = Duration.ofMinutes(1);
    static final Duration REST = Duration.ofMinutes(1);

    private static final int FAILURES = 3_000;
    private static final int PER_CENT = 90;

    private final Deque<Outcome> window = new ArrayDeque<>();
    private int failures;
    private Instant restsUntil = Instant.MIN;

    private record Outcome(Instant time, boolean failed) {}

    synchronized boolean isHealthy(Instant now) {
        return !now.isBefore(restsUntil);
    }

    synchronized void count(Instant now, boolean failed) {
        forgetBefore(now.minus(WINDOW));
        window.addLast(new Outcome(now, failed));
        failures += failed ? 1 : 0;
        if (failures > FAILURES && failures * 100L > window.size() * (long) PER_CENT) {
            restsUntil = now.plus(REST);
            window.clear();
            failures = 0;
        }
    }

    private void forgetBefore(Instant start) {
        while (!window.isEmpty() && !window.getFirst().time().isAfter(start)) {
            failures -= window.removeFirst().failed() ? 1 : 0;
        }
    }
}
