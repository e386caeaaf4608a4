package io.offerwallet.sessionm;

import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome.Failed;
import java.time.Duration;
import java.util.Optional;

/** Carries a failed call through guard and retry, inside this room only. */
final class SessionMFailure extends RuntimeException {

    private final transient Failed failed;
    private final boolean asked;

    SessionMFailure(Failure failure) {
        this(failure, Optional.empty());
    }

    SessionMFailure(Failure failure, Optional<Duration> retryAfter) {
        this(new Failed(failure, retryAfter), asked(failure));
    }

    private SessionMFailure(Failed failed, boolean asked) {
        super("SessionM: " + failed.failure(), null, false, false);
        this.failed = failed;
        this.asked = asked;
    }

    /** Of a call that wasn't made, because an earlier one had failed so. */
    static SessionMFailure unasked(Failed failed) {
        return new SessionMFailure(failed, false);
    }

    Failed failed() {
        return failed;
    }

    /** Whether SessionM was asked. If not, the failure says nothing new of it. */
    boolean asked() {
        return asked;
    }

    Consequences consequences() {
        return asked ? Consequences.of(failed.failure()) : Consequences.NONE;
    }

    private static boolean asked(Failure failure) {
        return switch (failure) {
            case CIRCUIT_OPEN, DEADLINE, OVERLOADED -> false;
            case CREDENTIAL_REFUSED, THROTTLED, REJECTED, FAILING, TIMED_OUT, MALFORMED, TOO_LARGE, WRONG_USER -> true;
        };
    }
}
