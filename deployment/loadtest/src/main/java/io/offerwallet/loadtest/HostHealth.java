package io.offerwallet.loadtest;

import java.time.InstantSource;

/**
 * Braze's rule for hosts in trouble: when more than 3,000 calls of a moving minute have failed and they are more than 90 % of all,
 * the host is left alone for a minute, and then begins anew. The minute moves by whole seconds. Thread-safe.
 */
final class HostHealth {
    private static final int WINDOW_SECONDS = 60;
    private static final int REST_SECONDS = 60;
    private static final int FAILURES = 3_000;
    private static final int PER_CENT = 90;

    private final InstantSource clock;
    private final long[] seconds = new long[WINDOW_SECONDS];
    private final int[] calls = new int[WINDOW_SECONDS];
    private final int[] failures = new int[WINDOW_SECONDS];
    private long restsUntil = Long.MIN_VALUE;

    HostHealth(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean isHealthy() {
        return now() >= restsUntil;
    }

    synchronized void count(boolean failed) {
        long now = now();
        int slot = (int) (now % WINDOW_SECONDS);
        if (seconds[slot] != now) {
            clear(slot, now);
        }
        calls[slot]++;
        failures[slot] += failed ? 1 : 0;
        if (isTooMuch(now)) {
            restsUntil = now + REST_SECONDS;
            for (int i = 0; i < WINDOW_SECONDS; i++) {
                clear(i, 0);
            }
        }
    }

    private boolean isTooMuch(long now) {
        long all = 0;
        long failed = 0;
        for (int i = 0; i < WINDOW_SECONDS; i++) {
            if (seconds[i] > now - WINDOW_SECONDS) {
                all += calls[i];
                failed += failures[i];
            }
        }
        return failed > FAILURES && failed * 100 > all * PER_CENT;
    }

    private void clear(int slot, long second) {
        seconds[slot] = second;
        calls[slot] = 0;
        failures[slot] = 0;
    }

    private long now() {
        return clock.millis() / 1_000;
    }
}
