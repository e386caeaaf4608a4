package io.offerwallet.sessionm;

import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.PauseBoard;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Breaker settings as a record. */
record TestBreaker(double failureRatio, int window, Duration delay) {

    /** A breaker that stays closed whatever happens in a test. */
    static final TestBreaker NEVER = new TestBreaker(1, 1000, Duration.ofHours(1));

    /** A standstill with this breaker and no pauses, for a process that is alone. */
    Standstill standstill(Clearance clearance, LongSupplier nanoClock, UpstreamListener listener) {
        return new Standstill(
                new StandstillTimes(delay, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                new FailureWindow(window, failureRatio),
                PauseBoard.ALONE,
                clearance::turnAway,
                nanoClock,
                new Listeners<>(List.of(listener)));
    }
}
