package io.offerwallet.api;

/** The names of the headers that are ours, or no constant of Vert.x'. */
final class Headers {

    static final String X_API_KEY = "X-Api-Key";
    static final String X_CACHE = "X-Cache";
    static final String X_REQUEST_ID = "X-Request-Id";
    static final String AGE = "Age";
    static final String TRACEPARENT = "traceparent";

    private Headers() {}
}
