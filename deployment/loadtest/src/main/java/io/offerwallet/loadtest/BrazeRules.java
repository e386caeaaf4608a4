package io.offerwallet.loadtest;

import java.time.Duration;
import java.util.SplittableRandom;

/** What Braze documents of its Connected Content calls. */
final class BrazeRules {
    /** From asking to the last byte. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /** The status that is counted for a call that a host in trouble is spared. */
    static final int SPARED = 598;

    /** Stands for no answer: too late, or no connection. */
    static final int UNANSWERED = 599;

    private static final int RETRIES = 5;

    /** Braze says that the backoff is exponential; here it begins with a second and doubles. */
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

    private BrazeRules() {}

    /** Whether a call with {@code :retry} is made again after this answer: what is wrong with the request stays wrong. */
    static boolean isTriedAgain(int status, int triesSoFar) {
        return status >= 500 && triesSoFar <= RETRIES;
    }

    /** How long is waited after so many tries. */
    static Duration backoff(int triesSoFar) {
        return FIRST_BACKOFF.multipliedBy(1L << (triesSoFar - 1));
    }

    /** Whether an answer counts against the host. */
    static boolean countsAgainstTheHost(int status) {
        return switch (status) {
            case 408, 429, 502, 503, 504, 529, UNANSWERED -> true;
            default -> false;
        };
    }

    /** Another one for every call, so that nobody relies on it. */
    static String userAgent(SplittableRandom random) {
        return "Braze Sender %016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt());
    }
}
