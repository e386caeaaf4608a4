package io.offerwallet.simulator.braze;

/**
 * What a call has brought.
 *
 * @param body empty if there is none or it is too large
 */
record Answer(int status, String body, Call.Origin origin) {
    private static final int UNHEALTHY = 598;
    private static final int UNANSWERED = 599;

    /** A host that is unhealthy isn't called, and this is said in its place. */
    static final Answer OF_AN_UNHEALTHY_HOST = new Answer(UNHEALTHY, "", Call.Origin.BRAZE);

    /**
     * Nothing came back in time, or no connection could be made. Braze documents 599 for connections; here it stands for
     * late and broken answers too.
     */
    static final Answer NONE = new Answer(UNANSWERED, "", Call.Origin.BRAZE);

    boolean good() {
        return status >= 200 && status < 300;
    }

    /** Whether {@code :retry} asks again: what is wrong with the request stays wrong, so 4xx isn't. */
    boolean worthARetry() {
        return status >= 500;
    }

    /** Whether it counts against the host. That the host didn't answer counts too: slowness is what is looked for. */
    boolean countsAgainstTheHost() {
        return switch (status) {
            case 408, 429, 502, 503, 504, 529, UNANSWERED -> true;
            default -> false;
        };
    }

    Answer cached() {
        return new Answer(status, body, Call.Origin.CACHE);
    }
}
