package io.offerwallet.simulator;

/** What SessionM makes of a call. */
sealed interface Verdict {
    /** The call gets a wallet. */
    record Accepted(WalletQuery query) implements Verdict {}

    /** The call gets an error envelope. */
    record Refused(int status, String code, String message) implements Verdict {}
}
