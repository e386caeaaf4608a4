package io.offerwallet.sessionm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header in which SessionM says how long it wants to be left alone. */
final class RetryAfter {

    /** Longer than anybody waits; a number with more digits says the same. */
    private static final Duration LONGEST = Duration.ofSeconds(99_999);

    private static final int MOST_DIGITS = 5;

    private RetryAfter() {}

    /** Seconds, or a date of HTTP's; empty for what can't be read. */
    static Optional<Duration> read(String header, Instant now) {
        String text = header.strip();
        if (text.matches("\\d+")) {
            return Optional.of(
                    text.length() > MOST_DIGITS ? LONGEST : atMostLongest(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            Duration left = Duration.between(now, until);
            return Optional.of(left.isNegative() ? Duration.ZERO : atMostLongest(left));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Duration atMostLongest(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }
}
