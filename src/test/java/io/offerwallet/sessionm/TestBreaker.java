package io.offerwallet.sessionm;

import java.time.Duration;

/** Breaker settings as a record. */
record TestBreaker(double failureRatio, int window, Duration delay) implements SessionMSettings.Breaker {

    /** A breaker that stays closed whatever happens in a test. */
    static final TestBreaker NEVER = new TestBreaker(1, 1000, Duration.ofHours(1));
}
