package io.offerwallet.simulator.braze;

import java.time.Duration;
import java.util.Optional;

/** For how long the answer to a call is kept, and whether a kept one will do: of a GET unless it is told not to. */
final class Caching {
    private Caching() {}

    static Optional<Duration> of(CallTag tag, boolean isGet) {
        if (tag.has(CallTag.Option.NO_CACHE)) {
            return Optional.empty();
        }
        var age = tag.value(CallTag.Option.CACHE_MAX_AGE).map(Caching::seconds);
        return isGet ? age.or(() -> Optional.of(ResponseCache.SHORTEST)) : age;
    }

    private static Duration seconds(String value) {
        try {
            return Duration.ofSeconds(Integer.parseUnsignedInt(value));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(":cache_max_age is in seconds and is " + value, notANumber);
        }
    }
}
