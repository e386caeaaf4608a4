package io.offerwallet.loadtest;

import java.util.Optional;

/**
 * What came of a call.
 *
 * @param status as Braze counts it
 * @param title what the report puts it under: how the cache took part in a good answer, as {@code X-Cache} says it
 * @param failure what was wrong, if anything
 */
record CallOutcome(int status, String title, Optional<String> failure) {
    static final String HIT = "hit";
    static final String STALE = "stale";

    private static final String FAILED = "failed";
    private static final int OK = 200;

    /** For a host in trouble. */
    static final CallOutcome SPARED = failed(BrazeRules.SPARED, "not called, as the host is in trouble: 598");

    static final CallOutcome UNANSWERED = failed(BrazeRules.UNANSWERED, "no answer within 2 s, or no connection");

    /**
     * Of an answer.
     *
     * @param said what {@link AnswerCheck} says of the body
     */
    static CallOutcome of(int status, Optional<String> cache, long millis, String said) {
        if (millis > BrazeRules.DEADLINE.toMillis()) {
            return UNANSWERED;
        }
        if (status != OK) {
            return failed(status, "%d %s".formatted(status, said).strip());
        }
        return said.equals(AnswerCheck.RIGHT)
                ? new CallOutcome(status, cache.orElse("without X-Cache"), Optional.empty())
                : failed(status, "wrong: " + said);
    }

    /** Whether there is a wallet that a message would show. */
    boolean isAnswered() {
        return status == OK;
    }

    /** Whether a message would show what it must not. */
    boolean isWrong() {
        return isAnswered() && failure.isPresent();
    }

    private static CallOutcome failed(int status, String failure) {
        return new CallOutcome(status, FAILED, Optional.of(failure));
    }
}
