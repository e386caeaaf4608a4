package io.offerwallet.wallet;

import io.smallrye.mutiny.Uni;

/** Port: asks SessionM. */
@FunctionalInterface
public interface WalletUpstream {

    /**
     * Fetches a wallet, inside the upstream's budget.
     *
     * <p>The result never fails: what goes wrong is a {@link FetchOutcome.Failed}. A call that has not started when the
     * deadline passes is not started; one that is under way may end later, and its answer is still worth keeping.
     *
     * @param trace that of the request it is fetched for
     */
    Uni<FetchOutcome> fetch(WalletKey key, Deadline deadline, Trace trace);
}
