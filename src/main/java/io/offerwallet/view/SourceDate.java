package io.offerwallet.view;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dates SessionM sends: ISO-8601 with {@code T} or a space, with or without fraction, with {@code Z}, {@code
 * UTC}, an offset or nothing (which is UTC); a date alone; seconds or milliseconds since 1970.
 *
 * <p>A number counts as a date only between the years 2000 and 9999, where seconds can't be taken for milliseconds.
 */
final class SourceDate {

    private static final long FIRST_SECOND = 946_684_800L;
    private static final long LAST_SECOND = 253_402_300_799L;
    private static final int LONGEST_NUMBER = 15;

    private static final LocalTime DAY_BEGINS = LocalTime.MIDNIGHT;
    /** A second early, so that the date, written in UTC, is still the day that was meant. */
    private static final LocalTime DAY_ENDS = LocalTime.of(23, 59, 59);

    private SourceDate() {}

    /** When something starts; a date alone is its beginning in UTC. Null if the text can't be read. */
    static @Nullable Instant start(String text) {
        return read(text, DAY_BEGINS);
    }

    /** When something ends; a date alone is its last second in UTC. Null if the text can't be read. */
    static @Nullable Instant end(String text) {
        return read(text, DAY_ENDS);
    }

    private static @Nullable Instant read(String text, LocalTime timeOfDateAlone) {
        String stripped = text.strip();
        return isNumber(stripped) ? epoch(Long.parseLong(stripped)) : iso(stripped, timeOfDateAlone);
    }

    private static boolean isNumber(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Instant epoch(long number) {
        if (number >= FIRST_SECOND && number <= LAST_SECOND) {
            return Instant.ofEpochSecond(number);
        }
        if (number >= FIRST_SECOND * 1000 && number <= LAST_SECOND * 1000 + 999) {
            return Instant.ofEpochMilli(number);
        }
        return null;
    }

    private static @Nullable Instant iso(String text, LocalTime timeOfDateAlone) {
        try {
            IsoScan scan = new IsoScan(text);
            LocalDate date = scan.date();
            LocalDateTime dateTime = scan.atEnd() ? date.atTime(timeOfDateAlone) : scan.timeOn(date);
            return dateTime.toInstant(scan.offset());
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
