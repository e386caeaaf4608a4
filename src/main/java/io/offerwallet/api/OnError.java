package io.offerwallet.api;

/** What a caller wants when there is nothing to serve. */
enum OnError {
    /** A 503, which Braze retries if the call says so. */
    FAIL,
    /** A 200 with status {@code unavailable} and no offers. */
    EMPTY
}
