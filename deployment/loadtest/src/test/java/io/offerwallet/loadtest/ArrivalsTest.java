package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalsTest {

    @ParameterizedTest
    @CsvSource({"738, 20, 10", "50001, 120, 10", "3, 60, 10", "1000, 60, 0", "1, 3, 2"})
    void noCallIsLeftOut(int calls, int seconds, int ramp) {
        assertThat(Arrivals.of(calls, Duration.ofSeconds(seconds), Duration.ofSeconds(ramp)).stream()
                        .mapToInt(Arrivals.Step::calls))
                .satisfies(steps -> assertThat(
                                steps.stream().mapToInt(Integer::intValue).sum())
                        .isEqualTo(calls));
    }

    @Test
    void theRateRisesUntilItIsKept() {
        List<Arrivals.Step> steps = Arrivals.of(11_500, Duration.ofSeconds(120), Duration.ofSeconds(10));

        assertThat(steps.subList(0, 10))
                .extracting(Arrivals.Step::calls)
                .containsExactly(5, 15, 25, 35, 45, 55, 65, 75, 85, 95);
        assertThat(steps).hasSize(11);
        assertThat(steps.get(10).during()).isEqualTo(Duration.ofSeconds(110));
        assertThat(steps.get(10).calls() / 110.0).isCloseTo(100, within(0.1));
    }

    @Test
    void withoutARampTheRateIsTheSameFromTheBegin() {
        assertThat(Arrivals.of(100, Duration.ofSeconds(60), Duration.ZERO))
                .containsExactly(new Arrivals.Step(100, Duration.ofSeconds(60)));
    }
}
