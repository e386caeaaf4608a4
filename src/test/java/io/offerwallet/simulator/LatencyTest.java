package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final int DRAWS = 100_000;

    @Test
    void drawsHaveTheMedianAndTheTailTheyWereAskedFor() {
        var random = new Random(20260517);
        var drawn = LongStream.generate(
                        () -> Latency.drawMillis(Duration.ofMillis(120), Duration.ofMillis(400), random))
                .limit(DRAWS)
                .sorted()
                .toArray();

        assertThat(drawn[DRAWS / 2]).isBetween(118L, 122L);
        assertThat(drawn[DRAWS * 99 / 100]).isBetween(385L, 415L);
        assertThat(drawn[0]).isBetween(1L, 60L);
    }

    @Test
    void withoutATailEveryDrawIsTheMedian() {
        var random = new Random(1);

        for (int i = 0; i < 100; i++) {
            assertThat(Latency.drawMillis(Duration.ofMillis(250), Duration.ofMillis(250), random))
                    .isEqualTo(250);
        }
    }

    @Test
    void aMedianOfZeroIsNoLatency() {
        assertThat(Latency.drawMillis(Duration.ZERO, Duration.ofSeconds(1), new Random(1)))
                .isZero();
    }

    @Test
    void evenTheWorstDrawIsBounded() {
        var random = new Random(1);

        assertThat(LongStream.generate(() -> Latency.drawMillis(Duration.ofMillis(1), Duration.ofSeconds(60), random))
                        .limit(DRAWS)
                        .max())
                .hasValue(120_000);
    }
}
