package io.offerwallet.sessionm;

import io.offerwallet.wallet.Failure;

/** Why SessionM isn't asked; if there are two reasons, the later one in this list is told. */
enum StopReason {
    /** Too many calls failed. */
    FAILING(Failure.CIRCUIT_OPEN),
    /** SessionM asked for a pause, here or in another process. */
    THROTTLED(Failure.THROTTLED),
    /** It refuses our credential. Another process may have a newer one, so that this is no other's business. */
    CREDENTIAL_REFUSED(Failure.CREDENTIAL_REFUSED);

    private final Failure failure;

    StopReason(Failure failure) {
        this.failure = failure;
    }

    /** What a call fails with that isn't made. */
    Failure failure() {
        return failure;
    }
}
