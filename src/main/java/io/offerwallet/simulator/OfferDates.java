package io.offerwallet.simulator;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When an offer begins and ends, written in the several ways that such dates come in: in UTC, with an offset, with
 * fractions, or with no zone at all, which means UTC.
 */
record OfferDates(
        String start, Optional<String> redemptionStart, Optional<String> expiration, Optional<String> redemptionEnd) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

    /**
     * Dates hang on the day and not on the moment, so that a wallet asked for twice is the same to the byte.
     *
     * @param lasting whether it must not end today nor before noon tomorrow
     */
    static OfferDates draw(RandomGenerator random, LocalDate today, boolean lasting) {
        var midnight = today.atStartOfDay();
        var start = write(random, midnight.minusDays(random.nextInt(1, 61)));
        var redemptionStart = random.nextInt(4) == 0 ? Optional.<String>empty() : Optional.of(start);
        var end = end(random, midnight, lasting).map(moment -> write(random, moment));
        boolean expires = random.nextInt(4) != 0;
        return new OfferDates(
                start, redemptionStart, expires ? end : Optional.empty(), expires ? Optional.empty() : end);
    }

    private static Optional<LocalDateTime> end(RandomGenerator random, LocalDateTime midnight, boolean lasting) {
        int kind = random.nextInt(100);
        if (kind < 8) {
            return Optional.empty();
        }
        if (kind < 13) {
            return Optional.of(midnight.minusHours(random.nextInt(1, 73)));
        }
        if (kind < 25 && !lasting) {
            return Optional.of(midnight.plusMinutes(random.nextInt(60, 36 * 60)));
        }
        if (kind < 50) {
            return Optional.of(midnight.plusHours(random.nextInt(36, 7 * 24)));
        }
        return Optional.of(midnight.plusDays(random.nextInt(8, 121)).minusSeconds(1));
    }

    private static String write(RandomGenerator random, LocalDateTime utc) {
        return switch (random.nextInt(5)) {
            case 0 -> LOCAL.format(utc);
            case 1 -> LOCAL.format(utc.plusHours(2)) + "+02:00";
            case 2 -> LOCAL.format(utc.minusHours(5)) + "-05:00";
            case 3 -> LOCAL.format(utc) + ".000Z";
            default -> LOCAL.format(utc) + ZoneOffset.UTC.getId();
        };
    }
}
