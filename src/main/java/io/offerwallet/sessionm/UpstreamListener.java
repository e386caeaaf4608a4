package io.offerwallet.sessionm;

import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.Trace;
import java.time.Duration;
import java.util.Optional;

/** Hears what becomes of calls to SessionM, for metrics and logs. */
public interface UpstreamListener {

    /**
     * A wallet was fetched, or not, in one or more calls.
     *
     * @param failure why not; empty if SessionM answered, be it that it doesn't know the user
     * @param took from asking to the end, without waiting in line
     */
    default void fetched(Optional<Failure> failure, Duration took) {}

    /**
     * The fetching of a wallet for a request has ended, all its tries and its time in line included.
     *
     * @param trace the request's
     * @param failure why there is none; empty if SessionM answered, be it that it doesn't know the user
     * @param tries how often SessionM was asked
     * @param took from the request's wish to the end
     */
    default void fetchEnded(Trace trace, Optional<Failure> failure, int tries, Duration took) {}

    /**
     * A connection couldn't be made, or broke before the answer was whole.
     *
     * @param reason why, on one line, with nothing of the request in it
     */
    default void connectionBroken(String reason) {}

    /**
     * A call was turned away, because with those before it it would end too late.
     *
     * @param byBudget whether what they wait for is the deployment's budget, rather than this process' calls to end
     */
    default void turnedAway(boolean byBudget) {}

    /** From now on this process keeps to its share of the deployment's budget, or it doesn't. */
    default void budgetShare(boolean now) {}

    /**
     * From now on SessionM isn't asked, but for one probe at a time.
     *
     * @param why {@link Failure#CIRCUIT_OPEN}, {@link Failure#THROTTLED} or {@link Failure#CREDENTIAL_REFUSED}; empty if it is
     *     asked again
     */
    default void standstill(Optional<Failure> why) {}
}
