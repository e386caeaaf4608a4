package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome.Failed;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionMFailureTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
            FAILURE,            ASKED, RETRIED, COUNTED, STOPS
            CREDENTIAL_REFUSED, true,  false,   false,   CREDENTIAL_REFUSED
            THROTTLED,          true,  false,   false,   THROTTLED
            REJECTED,           true,  false,   false,   -
            FAILING,            true,  true,    true,    -
            TIMED_OUT,          true,  false,   true,    -
            MALFORMED,          true,  true,    true,    -
            TOO_LARGE,          true,  false,   true,    -
            WRONG_USER,         true,  false,   true,    -
            CIRCUIT_OPEN,       false, false,   false,   -
            DEADLINE,           false, false,   false,   -
            OVERLOADED,         false, false,   false,   -
            """)
    void hasConsequencesByWhatItSaysOfSessionM(
            Failure failure, boolean asked, boolean retried, boolean counted, @Nullable StopReason stops) {
        SessionMFailure carried = new SessionMFailure(failure);

        assertThat(carried.asked()).isEqualTo(asked);
        assertThat(carried.consequences()).isEqualTo(new Consequences(retried, counted, Optional.ofNullable(stops)));
    }

    /** Otherwise a refusal of our own would begin the next pause. */
    @ParameterizedTest
    @EnumSource(Failure.class)
    void hasNoConsequencesIfSessionMWasNotAsked(Failure failure) {
        assertThat(SessionMFailure.unasked(Failed.of(failure)).consequences()).isEqualTo(Consequences.NONE);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void carriesTheFailureAndCostsNoStackTrace(Failure failure) {
        SessionMFailure carried = new SessionMFailure(failure, Optional.of(Duration.ofSeconds(3)));

        assertThat(carried.failed().failure()).isEqualTo(failure);
        assertThat(carried.failed().retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(carried.getStackTrace()).isEmpty();
    }
}
