package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallOutcomeTest {

    @Test
    void aGoodAnswerIsNamedByItsCache() {
        var outcome = CallOutcome.of(200, Optional.of("hit"), 2_000, AnswerCheck.RIGHT);

        assertThat(outcome).isEqualTo(new CallOutcome(200, CallOutcome.HIT, Optional.empty()));
        assertThat(outcome.isAnswered()).isTrue();
        assertThat(outcome.isWrong()).isFalse();
        assertThat(CallOutcome.of(200, Optional.empty(), 1, AnswerCheck.RIGHT).title())
                .isEqualTo("without X-Cache");
    }

    @Test
    void aWrongAnswerHasFailedButIsShown() {
        var outcome = CallOutcome.of(200, Optional.of("hit"), 1, "another user");

        assertThat(outcome.title()).isEqualTo("failed");
        assertThat(outcome.failure()).contains("wrong: another user");
        assertThat(outcome.isAnswered()).isTrue();
        assertThat(outcome.isWrong()).isTrue();
    }

    @Test
    void whatComesTooLateIsNoAnswer() {
        assertThat(CallOutcome.of(200, Optional.of("miss"), 2_001, AnswerCheck.RIGHT))
                .isEqualTo(CallOutcome.UNANSWERED);
        assertThat(CallOutcome.UNANSWERED.isAnswered()).isFalse();
        assertThat(CallOutcome.UNANSWERED.status()).isEqualTo(599);
    }

    @Test
    void anErrorIsNoWrongAnswer() {
        var outcome = CallOutcome.of(503, Optional.empty(), 1, "overloaded");

        assertThat(outcome.failure()).contains("503 overloaded");
        assertThat(outcome.isAnswered()).isFalse();
        assertThat(outcome.isWrong()).isFalse();
    }
}
