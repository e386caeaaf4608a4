package io.offerwallet.wallet;

/**
 * A purge that not everybody has confirmed: it may or may not have been carried out, and should be asked for again.
 * Without a stack trace: it tells of the store's state, not of a bug.
 */
public final class PurgeUnconfirmed extends RuntimeException {

    public PurgeUnconfirmed(String reason) {
        super(reason, null, false, false);
    }
}
