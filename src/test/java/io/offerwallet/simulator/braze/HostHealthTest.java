package io.offerwallet.simulator.braze;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostHealthTest {
    private final SteppedTime time = new SteppedTime();
    private final HostHealth health = new HostHealth();

    @Test
    void threeThousandFailuresAreBearableAndOneMoreIsNot() {
        count(3_000, true);
        assertThat(healthy()).isTrue();

        count(1, true);
        assertThat(healthy()).isFalse();
    }

    @Test
    void ninetyPerCentAreBearableAndMoreAreNot() {
        count(400, false);
        count(3_600, true);
        assertThat(healthy()).isTrue();

        count(1, true);
        assertThat(healthy()).isFalse();
    }

    @Test
    void manyFailuresAmongMoreSuccessesAreBearable() {
        count(20_000, false);
        count(20_000, true);

        assertThat(healthy()).isTrue();
    }

    @Test
    void onlyTheLastMinuteCounts() {
        count(3_000, true);
        time.goOn(HostHealth.WINDOW);
        count(3_000, true);
        assertThat(healthy()).isTrue();

        count(1, true);
        assertThat(healthy()).isFalse();
    }

    @Test
    void theMinuteMoves() {
        count(1_500, true);
        time.goOn(Duration.ofSeconds(30));
        count(1_500, true);
        time.goOn(Duration.ofMillis(29_999));
        count(1, true);

        assertThat(healthy()).isFalse();
    }

    @Test
    void successesThatAreLongAgoExcuseNothing() {
        count(10_000, false);
        time.goOn(HostHealth.WINDOW);
        count(3_001, true);

        assertThat(healthy()).isFalse();
    }

    @Test
    void afterAMinuteOfRestItBeginsAnew() {
        count(3_001, true);
        time.goOn(HostHealth.REST.minusMillis(1));
        assertThat(healthy()).isFalse();

        time.goOn(Duration.ofMillis(1));
        assertThat(healthy()).isTrue();
        count(3_000, true);
        assertThat(healthy()).isTrue();
        count(1, true);
        assertThat(healthy()).isFalse();
    }

    private void count(int calls, boolean failed) {
        IntStream.range(0, calls).forEach(call -> health.count(time.instant(), failed));
    }

    private boolean healthy() {
        return health.isHealthy(time.instant());
    }
}
