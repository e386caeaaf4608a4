package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HostHealthTest {
    private Instant now = Instant.parse("2026-11-27T08:00:00Z");
    private final HostHealth host = new HostHealth(() -> now);

    @Test
    void threeThousandFailuresAreBorneAndOneMoreIsNot() {
        count(3_000, true);
        assertThat(host.isHealthy()).isTrue();

        count(1, true);
        assertThat(host.isHealthy()).isFalse();
    }

    @Test
    void nineInTenMayFailHoweverMany() {
        count(1_000, false);
        count(9_000, true);
        assertThat(host.isHealthy()).isTrue();

        count(1, true);
        assertThat(host.isHealthy()).isFalse();
    }

    @Test
    void whatFailedAMinuteAgoIsForgotten() {
        count(3_000, true);
        pass(Duration.ofSeconds(60));
        count(3_000, true);
        assertThat(host.isHealthy()).isTrue();

        pass(Duration.ofSeconds(59));
        count(1, true);
        assertThat(host.isHealthy()).isFalse();
    }

    @Test
    void afterAMinutesRestItBeginsAnew() {
        count(3_001, true);

        pass(Duration.ofSeconds(59));
        assertThat(host.isHealthy()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(host.isHealthy()).isTrue();
        count(3_000, true);
        assertThat(host.isHealthy()).isTrue();
    }

    private void count(int calls, boolean failed) {
        for (int i = 0; i < calls; i++) {
            host.count(failed);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
