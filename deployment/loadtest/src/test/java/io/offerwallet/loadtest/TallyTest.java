package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void aPartIsLostWhenNoTryIsLeft() {
        tally.count(CallOutcome.UNANSWERED, true);
        assertThat(tally.lostParts()).isZero();

        tally.count(CallOutcome.UNANSWERED, false);
        assertThat(tally.lostParts()).isEqualTo(1);
        assertThat(tally.inVain()).isEqualTo(2);
    }

    @Test
    void aCallThatIsNotMadeAsksSessionmForNothing() {
        tally.count(CallOutcome.SPARED, false);

        assertThat(tally.lostParts()).isEqualTo(1);
        assertThat(tally.inVain()).isZero();
    }

    @Test
    void aStaleAnswerIsOneThatSessionmWasAskedInVainFor() {
        tally.count(CallOutcome.of(200, Optional.of("stale"), 1, AnswerCheck.RIGHT), false);

        assertThat(tally.inVain()).isEqualTo(1);
        assertThat(tally.lostParts()).isZero();
    }

    @Test
    void aWrongAnswerIsNotLost() {
        tally.count(CallOutcome.of(200, Optional.of("hit"), 1, "another user"), false);

        assertThat(tally.wrongAnswers()).isEqualTo(1);
        assertThat(tally.lostParts()).isZero();
        assertThat(tally.sentence()).startsWith("Wrong answers: 1. Calls without a wallet: 0");
    }
}
