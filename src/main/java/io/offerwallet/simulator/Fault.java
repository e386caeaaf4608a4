package io.offerwallet.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that goes wrong with every call while it is in force. In JSON its name is in lower case. */
enum Fault {
    /** Nothing goes wrong. */
    NONE,
    /** Calls wait until the behaviour is changed in any way, then get their ordinary answer at once. */
    HOLD,
    /** 503. */
    OUTAGE,
    /** 500. */
    INTERNAL_ERROR,
    /** The connection stays open and no answer ever comes. */
    BLACK_HOLE,
    /** The connection is closed instead of answering. */
    CONNECTION_RESET,
    /** 502 with the HTML page of a gateway. */
    HTML_ERROR,
    /** 200 with an HTML page. */
    HTML_OK,
    /** 200 with the beginning of the answer only, under a Content-Length that matches what is sent. */
    TRUNCATED,
    /** 200, chunked, and the connection closed halfway through the body. */
    RESET_MID_BODY,
    /** 200 with the wallet of somebody else. */
    WRONG_USER,
    /** 200 with an error envelope, code {@code internal}. */
    ERROR_ENVELOPE,
    /** 401, whatever the credential. */
    UNAUTHORIZED,
    /** 403. */
    FORBIDDEN,
    /** 429 with Retry-After. */
    THROTTLED,
    /** 200 with a valid envelope of about 20 MB, sent in chunks. */
    OVERSIZED,
    /** 200 whose body arrives one byte at a time for half a minute, then the rest at once. */
    SLOW_DRIP,
    /** 200 that says it is gzip and is not. */
    BAD_GZIP;

    String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Fault> ofJsonName(String name) {
        return Arrays.stream(values())
                .filter(fault -> fault.jsonName().equals(name))
                .findFirst();
    }

    static String jsonNames() {
        return Arrays.stream(values()).map(Fault::jsonName).collect(Collectors.joining(", "));
    }
}
