package io.offerwallet.sessionm;

import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome.Failed;
import java.time.Duration;
import java.util.Optional;

/** Carries a failed call through breaker and retry, inside this room only. */
final class SessionMFailure extends RuntimeException {

    private final transient Failed failed;

    SessionMFailure(Failure failure) {
        this(failure, Optional.empty());
    }

    SessionMFailure(Failure failure, Optional<Duration> retryAfter) {
        super("SessionM: " + failure, null, false, false);
        this.failed = new Failed(failure, retryAfter);
    }

    Failed failed() {
        return failed;
    }

    /** Whether asking again at once may help: a read is safe to repeat, but not what SessionM refused or was late at. */
    boolean worthRetrying() {
        return failed.failure() == Failure.FAILING || failed.failure() == Failure.MALFORMED;
    }

    /** Whether it says that SessionM is unwell, not that we asked wrongly or too often. */
    boolean countsForBreaker() {
        return switch (failed.failure()) {
            case FAILING, TIMED_OUT, MALFORMED, TOO_LARGE, WRONG_USER -> true;
            case CREDENTIAL_REFUSED, THROTTLED, REJECTED, CIRCUIT_OPEN, DEADLINE, OVERLOADED -> false;
        };
    }
}
