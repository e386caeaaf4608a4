package io.offerwallet.sessionm;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * For how long SessionM isn't asked.
 *
 * @param failing when too many calls failed
 * @param throttled when SessionM wants a pause and doesn't say how long
 * @param longest when it does, at most; zero: it is asked all the same
 * @param credentialRefused zero: it is asked all the same
 * @param probe for how long a process may be the one that finds out whether a pause is over
 */
record StandstillTimes(
        Duration failing, Duration throttled, Duration longest, Duration credentialRefused, Duration probe) {

    static StandstillTimes of(SessionMSettings settings) {
        return new StandstillTimes(
                settings.breaker().delay(),
                settings.pause().withoutRetryAfter(),
                settings.pause().longest(),
                settings.pause().credentialRefused(),
                settings.connect().timeout().multipliedBy(2));
    }

    /** @param said what SessionM said in Retry-After */
    Duration of(StopReason reason, Optional<Duration> said) {
        return switch (reason) {
            case FAILING -> failing;
            case THROTTLED -> bounded(said.filter(time -> !time.isZero()).orElse(throttled));
            case CREDENTIAL_REFUSED -> credentialRefused;
        };
    }

    /** A pause that isn't too long. */
    Duration bounded(Duration pause) {
        return Collections.min(List.of(pause, longest));
    }
}
