package io.offerwallet.sessionm;

import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.Listeners;
import java.time.Duration;
import java.util.Optional;

/**
 * Turns away calls that would probably end after their deadline, because of those before them: at once, so that nobody waits
 * in vain, and what SessionM has time for is in time. Nobody is turned away on a guess, and nobody who needn't wait, so that
 * there are always calls to learn from.
 */
final class Shedding {

    private final CallTimes times;
    private final Clearance clearance;
    private final Listeners<UpstreamListener> listeners;

    Shedding(CallTimes times, Clearance clearance, Listeners<UpstreamListener> listeners) {
        this.times = times;
        this.clearance = clearance;
        this.listeners = listeners;
    }

    /** A call took so long, without its time in line. */
    void took(Duration time) {
        times.took(time);
    }

    /** Why a call needn't get in line. */
    Optional<SessionMFailure> beforeLine(int inLine, Deadline deadline) {
        int ahead = inLine + clearance.waiting();
        return ahead == 0 ? Optional.empty() : tooLate(times.untilTurn(inLine), ahead, deadline);
    }

    /**
     * Why a call isn't made whose turn it is: it may have waited for longer than was expected. If nobody waits behind it, SessionM
     * has time for it, and its answer is of use to the next who asks.
     */
    Optional<SessionMFailure> atTurn(int behind, Deadline deadline) {
        int ahead = clearance.waiting();
        return ahead + behind == 0 ? Optional.empty() : tooLate(Duration.ZERO, ahead, deadline);
    }

    private Optional<SessionMFailure> tooLate(Duration untilTurn, int aheadInBudget, Deadline deadline) {
        Duration untilPermit = clearance.expectedWait(aheadInBudget);
        boolean byBudget = untilPermit.compareTo(untilTurn) > 0;
        Duration wait = byBudget ? untilPermit : untilTurn;
        if (wait.plus(times.longest()).compareTo(deadline.left()) <= 0) {
            return Optional.empty();
        }
        listeners.tell(listener -> listener.turnedAway(byBudget));
        return Optional.of(new SessionMFailure(Failure.OVERLOADED, Optional.of(wait)));
    }
}
