package io.offerwallet.testing;

import java.util.UUID;

/** Ids of simulated customers. */
public final class Users {

    private Users() {}

    /** Somebody whom nothing is held about yet. */
    public static String somebody() {
        return UUID.randomUUID().toString();
    }

    /** Somebody whose wallet stays held while a test is under way: of 600 others' offers one ends every other minute. */
    public static String lasting() {
        return "00000000-0000-4000-8000-2000" + somebody().substring(0, 8);
    }

    /** A customer with exactly this many offers; the same one for the same number. */
    public static String withOffers(int offers) {
        return String.format("00000000-0000-4000-8000-1000%08d", offers);
    }

    /** Nobody whom SessionM knows; it says so with an error in an answer of status 200. */
    public static String unknown() {
        return "00000000-0000-4000-8000-4040" + somebody().substring(0, 8);
    }

    /** Nobody whom SessionM knows; it says so with status 404. */
    public static String unknownWith404() {
        return "00000000-0000-4000-8000-4041" + somebody().substring(0, 8);
    }
}
