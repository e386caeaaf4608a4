package io.offerwallet.simulator.braze;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

    @ParameterizedTest
    @CsvSource({
        "200, false, false",
        "204, false, false",
        "302, false, false",
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
        var answer = new Answer(status, "", Call.Origin.HOST);

        assertThat(answer.countsAgainstTheHost()).isEqualTo(counts);
        assertThat(answer.worthARetry()).isEqualTo(again);
    }
}
