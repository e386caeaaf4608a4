package io.offerwallet.sessionm;

import java.util.Arrays;

/** The last calls, and whether too many of them failed. Not thread-safe. */
final class FailureWindow {

    private final boolean[] failed;
    private final double ratio;
    private int calls;
    private int failures;

    /**
     * @param size of how many calls; of fewer nothing is said
     * @param ratio the part of them, from 0 to 1, from which on failures are too many; one at least
     */
    FailureWindow(int size, double ratio) {
        if (size < 1 || !(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("SESSIONM_BREAKER_WINDOW must be 1 or more, and"
                    + " SESSIONM_BREAKER_FAILURE_RATIO from 0 to 1, but they are " + size + " and " + ratio + ".");
        }
        this.failed = new boolean[size];
        this.ratio = ratio;
    }

    void add(boolean failure) {
        int at = calls % failed.length;
        failures += (failure ? 1 : 0) - (failed[at] ? 1 : 0);
        failed[at] = failure;
        // Only what is left after division matters once the window is full.
        calls = calls + 1 < 2 * failed.length ? calls + 1 : failed.length;
    }

    boolean tooMany() {
        return calls >= failed.length && failures > 0 && failures >= ratio * failed.length;
    }

    void clear() {
        Arrays.fill(failed, false);
        calls = 0;
        failures = 0;
    }
}
