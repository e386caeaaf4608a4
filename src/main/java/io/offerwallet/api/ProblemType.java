package io.offerwallet.api;

/**
 * The kinds of errors. Their {@code type} is stable: callers may compare it.
 *
 * <p>Statuses are chosen by what Braze makes of them: it retries 5xx, counts 408, 429, 502, 503, 504 and 529 against the
 * host's health, and renders 404 as nothing.
 */
enum ProblemType {
    UNAUTHENTICATED(401, "Credential missing or wrong"),
    FORBIDDEN(403, "Not allowed for this client"),
    INVALID_REQUEST(400, "Request not understood"),
    UNKNOWN_USER(404, "User unknown to SessionM"),
    NOT_FOUND(404, "No such resource"),
    METHOD_NOT_ALLOWED(405, "Method not allowed here"),
    NOT_ACCEPTABLE(406, "Only JSON is served"),
    BODY_TOO_SLOW(408, "Body did not arrive in time"),
    BODY_TOO_LARGE(413, "Body too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Only JSON is understood"),
    /** 500, because Braze doesn't count it against the host's health: asking again won't mend a wrong credential. */
    CREDENTIAL_REFUSED(500, "SessionM refuses this proxy's credential"),
    INTERNAL_ERROR(500, "Internal error"),
    /** 503, so that whoever asked for the purge asks again: data of before may still be served somewhere. */
    PURGE_UNCONFIRMED(503, "Purge not confirmed"),
    /** 503, for what keeps jobs is full or out of reach, or many come in at once. */
    JOBS_UNAVAILABLE(503, "Job not taken"),
    UNAVAILABLE(503, "SessionM can't be asked and nothing is held");

    private static final String PREFIX = "urn:offer-wallet-proxy:problem:";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The URI that RFC 9457 calls {@code type}. */
    String uri() {
        return PREFIX + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
