package io.offerwallet.wallet;

/** Why SessionM's wallet could not be had. The names are stable: metrics and problem details use them. */
public enum Failure {
    /** SessionM answered 401 or 403: our credential is wrong, and asking again won't mend it. */
    CREDENTIAL_REFUSED,
    /** SessionM answered 429, or 503 with a time to come back, or did so a moment ago: it wants to be left alone. */
    THROTTLED,
    /** SessionM answered another 4xx: it doesn't understand what was asked, and asking again won't mend it. */
    REJECTED,
    /** SessionM answered another error, or the connection failed. */
    FAILING,
    /** SessionM did not answer in time. */
    TIMED_OUT,
    /** What SessionM sent is no wallet. */
    MALFORMED,
    /** What SessionM sent is larger than the proxy takes. */
    TOO_LARGE,
    /** SessionM sent somebody else's wallet, which is never passed on (P1). */
    WRONG_USER,
    /** The circuit breaker is open: SessionM failed so often that it isn't asked for a while. */
    CIRCUIT_OPEN,
    /** The request's own deadline was reached while waiting. */
    DEADLINE,
    /** Too many requests are waiting already, so this one was turned away at once. */
    OVERLOADED
}
