package io.offerwallet.jobs;

import java.time.Duration;

/** How fast a job goes. */
final class Pace {

    private static final double MILLIS = 1000;

    private Pace() {}

    /** So many in this time; zero if nothing can be said. */
    static double perSecond(long items, Duration time) {
        return items <= 0 || time.toMillis() <= 0 ? 0 : items * MILLIS / time.toMillis();
    }
}
