package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrazeRulesTest {

    @ParameterizedTest
    @CsvSource({
        "200, false, false",
        "400, false, false",
        "404, false, false",
        "408, true, false",
        "429, true, false",
        "500, false, true",
        "502, true, true",
        "503, true, true",
        "504, true, true",
        "529, true, true",
        "598, false, true",
        "599, true, true"
    })
    void statusesCountAgainstTheHostAndAreTriedAgainAsDocumented(int status, boolean counts, boolean again) {
        assertThat(BrazeRules.countsAgainstTheHost(status)).isEqualTo(counts);
        assertThat(BrazeRules.isTriedAgain(status, 1)).isEqualTo(again);
    }

    @Test
    void fiveRetriesComeAfterTheFirstTryEachAfterTwiceTheTime() {
        assertThat(IntStream.rangeClosed(1, 7).filter(tries -> BrazeRules.isTriedAgain(503, tries)))
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(BrazeRules::backoff).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L);
    }

    @Test
    void everyCallHasAHashOfItsOwn() {
        var random = new SplittableRandom(1);

        assertThat(BrazeRules.userAgent(random))
                .matches("Braze Sender [0-9a-f]{40}")
                .isNotEqualTo(BrazeRules.userAgent(random));
    }
}
