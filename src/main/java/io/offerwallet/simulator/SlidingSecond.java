package io.offerwallet.simulator;

/**
 * The events of the last second, counted exactly: any window of one second counts, not only those that begin with a
 * tick of the clock. Not thread-safe.
 */
final class SlidingSecond {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_EVENTS = 1 << 20;

    private long[] ring = new long[1_024];
    private int first;
    private int size;

    /** Events in the second that ends now. Times are those of {@link System#nanoTime()} and must not go back. */
    int count(long now) {
        while (size > 0 && now - ring[first] >= SECOND) {
            first = (first + 1) & (ring.length - 1);
            size--;
        }
        return size;
    }

    /** Adds one event and counts it with the others; past a million in a second the count stays where it is. */
    int add(long now) {
        return add(now, now);
    }

    /**
     * Adds one event, which was at {@code earliest} or later and must not have been before those that were added before, and
     * counts it with those that are sure to have been in the same second.
     */
    int add(long now, long earliest) {
        count(now);
        if (size == ring.length) {
            if (size == MOST_EVENTS) {
                return size;
            }
            grow();
        }
        ring[(first + size) & (ring.length - 1)] = earliest;
        return ++size;
    }

    private void grow() {
        var larger = new long[ring.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = ring[(first + i) & (ring.length - 1)];
        }
        ring = larger;
        first = 0;
    }
}
