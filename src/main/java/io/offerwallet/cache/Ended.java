package io.offerwallet.cache;

import io.offerwallet.cache.RedisKeys.Keys;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome.Failed;
import java.time.Duration;
import java.util.Optional;

/**
 * How a turn ended: {@code ended <id>} if it is worth looking again, {@code ended <id> <failure> <milliseconds to
 * retry after>} if SessionM was asked and gave nothing.
 *
 * @param id of the wallet
 * @param failed empty if it is worth looking again
 */
record Ended(String id, Optional<Failed> failed) {

    private static final String WORD = "ended ";
    private static final long NOT_SAID = -1;

    static boolean is(String message) {
        return message.startsWith(WORD);
    }

    static Ended worthAnotherLook(Keys keys) {
        return new Ended(keys.id(), Optional.empty());
    }

    /** What is wrong with one process, rather than with SessionM, says nothing about what another would get. */
    static Ended of(Keys keys, Failed failed) {
        boolean ours =
                switch (failed.failure()) {
                    case DEADLINE, OVERLOADED, CIRCUIT_OPEN -> true;
                    default -> false;
                };
        return ours ? worthAnotherLook(keys) : new Ended(keys.id(), Optional.of(failed));
    }

    String text() {
        return WORD
                + id
                + failed.map(cause -> " " + cause.failure() + ' '
                                + cause.retryAfter().map(Duration::toMillis).orElse(NOT_SAID))
                        .orElse("");
    }

    static Ended read(String message) {
        String[] parts = message.split(" ", -1);
        if (parts.length == 2) {
            return new Ended(parts[1], Optional.empty());
        }
        long millis = Long.parseLong(parts[3]);
        Optional<Duration> retryAfter = millis == NOT_SAID ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
        return new Ended(parts[1], Optional.of(new Failed(Failure.valueOf(parts[2]), retryAfter)));
    }
}
