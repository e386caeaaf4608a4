package io.offerwallet.prewarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.jobs.ItemOutcome;
import io.offerwallet.jobs.ItemOutcome.Again;
import io.offerwallet.jobs.ItemOutcome.Done;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.PrewarmOutcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrewarmKindTest {

    @Test
    void whatWillBeServedIsDoneAndSoIsWhatNobodyHas() {
        assertThat(PrewarmKind.outcome(new PrewarmOutcome.Loaded())).isEqualTo(new Done("loaded"));
        assertThat(PrewarmKind.outcome(new PrewarmOutcome.AlreadyHeld())).isEqualTo(new Done("held"));
        assertThat(PrewarmKind.outcome(new PrewarmOutcome.UnknownUser())).isEqualTo(new Done("unknown_user"));
    }

    @Test
    void whatNobodyHoldsIsTriedAgainSomeTimes() {
        assertThat(PrewarmKind.outcome(new PrewarmOutcome.NotKept()))
                .isEqualTo(new Again(Duration.ofSeconds(2), true, "not_kept"));
    }

    @Test
    void whileSessionMIsNotAskedNothingCountsAndItsTimeIsKept() {
        Failed throttled = new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(20)));

        assertThat(PrewarmKind.outcome(new PrewarmOutcome.NotNow(throttled)))
                .isEqualTo(new Again(Duration.ofSeconds(20), false, "throttled"));
        assertThat(PrewarmKind.outcome(new PrewarmOutcome.NotNow(Failed.of(Failure.CIRCUIT_OPEN))))
                .isEqualTo(new Again(Duration.ofSeconds(1), false, "circuit_open"));
    }

    @Test
    void whatPassesIsTriedAgainAndWhatIsAboutTheUserIsNot() {
        assertThat(PrewarmKind.outcome(new PrewarmOutcome.Missed(Failed.of(Failure.TIMED_OUT))))
                .isEqualTo(new Again(Duration.ofSeconds(2), true, "timed_out"));
        assertThat(PrewarmKind.outcome(new PrewarmOutcome.Missed(Failed.of(Failure.WRONG_USER))))
                .isEqualTo(new ItemOutcome.Failed("wrong_user"));
    }
}
