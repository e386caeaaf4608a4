package io.offerwallet.sessionm;

import io.offerwallet.wallet.Failure;
import java.util.Optional;

/**
 * What follows from a failure of a call that SessionM was asked: the one table of it, which docs/operations.md shows to operators.
 *
 * @param retried whether asking again at once may help: a read is safe to repeat, but not what SessionM refused or was late at
 * @param counted whether it says that SessionM is unwell, not that we asked wrongly or too often: the breaker counts it
 * @param stops for what reason SessionM isn't asked from now on, however the calls before went
 */
record Consequences(boolean retried, boolean counted, Optional<StopReason> stops) {

    /** Of what says nothing of SessionM. */
    static final Consequences NONE = new Consequences(false, false, Optional.empty());

    private static final Consequences RETRIED_AND_COUNTED = new Consequences(true, true, Optional.empty());
    private static final Consequences COUNTED = new Consequences(false, true, Optional.empty());

    static Consequences of(Failure failure) {
        return switch (failure) {
            case FAILING, MALFORMED -> RETRIED_AND_COUNTED;
            case TIMED_OUT, TOO_LARGE, WRONG_USER -> COUNTED;
            case THROTTLED -> stopping(StopReason.THROTTLED);
            case CREDENTIAL_REFUSED -> stopping(StopReason.CREDENTIAL_REFUSED);
            case REJECTED, CIRCUIT_OPEN, DEADLINE, OVERLOADED -> NONE;
        };
    }

    private static Consequences stopping(StopReason reason) {
        return new Consequences(false, false, Optional.of(reason));
    }
}
