package io.offerwallet.wallet;

/** What came of keeping a wallet. */
public enum Kept {
    /** It is found from now on, as long as there is room for it. */
    KEPT,
    /** It may be older than a purge of the user: it must not be shown, and the turn to load goes on. */
    PURGED,
    /** What processes share it in was in trouble. Who waits may be served it, but nobody holds it. */
    NOWHERE
}
