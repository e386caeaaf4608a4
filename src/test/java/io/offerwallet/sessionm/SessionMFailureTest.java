package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.wallet.Failure;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionMFailureTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            FAILURE,            RETRIED, COUNTED
            CREDENTIAL_REFUSED, false,   false
            THROTTLED,          false,   false
            FAILING,            true,    true
            TIMED_OUT,          false,   true
            MALFORMED,          true,    true
            TOO_LARGE,          false,   true
            WRONG_USER,         false,   true
            CIRCUIT_OPEN,       false,   false
            DEADLINE,           false,   false
            OVERLOADED,         false,   false
            """)
    void isRetriedAndCountedByWhatItSaysOfSessionM(Failure failure, boolean retried, boolean counted) {
        SessionMFailure carried = new SessionMFailure(failure);

        assertThat(carried.worthRetrying()).isEqualTo(retried);
        assertThat(carried.countsForBreaker()).isEqualTo(counted);
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
