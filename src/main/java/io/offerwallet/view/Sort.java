package io.offerwallet.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which order offers are shown. */
public enum Sort {
    /** As SessionM sent them. */
    SESSIONM,
    /** Those that expire soonest first, those that never expire last. */
    EXPIRATION,
    /** Those that began last first, those without a beginning last. */
    NEWEST;

    /** The name in requests: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The order of that name; empty if there is none. */
    public static Optional<Sort> parse(String wireName) {
        return Arrays.stream(values())
                .filter(sort -> sort.wireName().equals(wireName))
                .findFirst();
    }
}
