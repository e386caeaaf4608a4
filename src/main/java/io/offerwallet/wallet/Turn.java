package io.offerwallet.wallet;

import io.offerwallet.wallet.FetchOutcome.Failed;

/** What became of asking for a turn to load a wallet. */
public sealed interface Turn {

    /** It is this process' turn: it asks SessionM, and then keeps the result or gives up. */
    record Mine(Lease lease) implements Turn {}

    /**
     * The wallet is there, so that nobody need be asked.
     *
     * @param generation the user's purge generation before SessionM was asked
     * @param awaited whether another process was loading it when the turn was asked for
     */
    record Landed(Held held, long generation, boolean awaited) implements Turn {}

    /** The process whose turn it was got no wallet, or it took longer than the deadline. */
    record Missed(Failed failed) implements Turn {}
}
