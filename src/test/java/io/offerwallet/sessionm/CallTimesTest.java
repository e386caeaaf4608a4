package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallTimesTest {

    private static final int PLACES = 4;

    private final AtomicLong nanos = new AtomicLong();
    private final CallTimes times = new CallTimes(PLACES, nanos::get);

    @Test
    void nothingIsKnownOfFewCalls() {
        calls(19, Duration.ofSeconds(9));
        assertThat(times.untilTurn(1000)).isZero();
        assertThat(times.longest()).isZero();

        calls(1, Duration.ofSeconds(9));

        assertThat(times.untilTurn(1000)).isPositive();
        assertThat(times.longest()).isPositive();
    }

    @Test
    void whoFindsSoManyBeforeItWaitsForSoManyCallsAndOneMoreToEndAndAFifthLonger() {
        calls(32, Duration.ofMillis(100));

        assertThat(times.untilTurn(7)).isEqualTo(Duration.ofMillis(240));
        assertThat(times.longest()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aCallMayTakeThreeDeviationsLongerThanTheMean() {
        for (int call = 0; call < 500; call++) {
            calls(1, Duration.ofMillis(50));
            calls(1, Duration.ofMillis(150));
        }

        assertThat(times.untilTurn(3)).isBetween(Duration.ofMillis(114), Duration.ofMillis(126));
        assertThat(times.longest()).isBetween(Duration.ofMillis(230), Duration.ofMillis(270));
    }

    @Test
    void whatCallsTakeNowIsSoonKnown() {
        calls(100, Duration.ofSeconds(3));
        nanos.addAndGet(Duration.ofMillis(500).toNanos() + 1);
        calls(48, Duration.ofMillis(100));

        assertThat(times.longest()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void oneSlowCallIsNoReasonToThinkAllAreSlow() {
        calls(100, Duration.ofMillis(100));
        calls(1, Duration.ofSeconds(3));

        assertThat(times.longest()).isLessThan(Duration.ofMillis(600));
    }

    @Test
    void aMomentInWhichAllStoodStillIsNotHowLongCallsTake() {
        for (int call = 0; call < 500; call++) {
            nanos.addAndGet(Duration.ofMillis(1).toNanos());
            calls(1, Duration.ofMillis(20));
        }
        calls(PLACES, Duration.ofMillis(120));

        assertThat(times.untilTurn(999)).isBetween(Duration.ofMillis(6000), Duration.ofMillis(6300));
    }

    @Test
    void ofMoreCallsThanCanBeRememberedTheLastCount() {
        calls(5000, Duration.ofSeconds(3));
        calls(4096, Duration.ofMillis(100));

        assertThat(times.untilTurn(7)).isEqualTo(Duration.ofMillis(240));
    }

    @Test
    void whatWasLongAgoIsForgotten() {
        calls(100, Duration.ofSeconds(3));
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(times.longest()).isPositive();

        nanos.addAndGet(1);

        assertThat(times.longest()).isZero();
        assertThat(times.untilTurn(1000)).isZero();
    }

    private void calls(int count, Duration each) {
        for (int call = 0; call < count; call++) {
            times.took(each);
        }
    }
}
