package io.offerwallet.sessionm;

import java.util.Optional;

/** An answer of SessionM, or of whatever stands before it, with a status that isn't 2xx. */
final class ErrorStatus extends RuntimeException {

    private final int status;
    private final transient Optional<String> retryAfter;
    private final byte[] body;

    /** @param body the beginning of the answer's body, as much as is needed to tell JSON from a page */
    ErrorStatus(int status, Optional<String> retryAfter, byte[] body) {
        super("SessionM answered " + status, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
        this.body = body.clone();
    }

    int status() {
        return status;
    }

    /** The header of that name. */
    Optional<String> retryAfter() {
        return retryAfter;
    }

    byte[] body() {
        return body.clone();
    }
}
