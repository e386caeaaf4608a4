package io.offerwallet.view;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Reads the parts of an ISO-8601 date and time one after the other.
 *
 * <p>By hand: a {@link java.time.format.DateTimeFormatter} with as many optional parts as SessionM's dates have would
 * be most of the work of reading a wallet. Every method throws {@link DateTimeException} where its part doesn't stand.
 */
final class IsoScan {

    private static final int NANO_DIGITS = 9;

    private final String text;
    private int position;

    IsoScan(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position == text.length();
    }

    LocalDate date() {
        int year = digits(4);
        expect('-');
        int month = digits(2);
        expect('-');
        return LocalDate.of(year, month, digits(2));
    }

    /** The time of day on {@code date}; 24:00 is the next day's beginning. */
    LocalDateTime timeOn(LocalDate date) {
        if (!(skip('T') || skip('t') || skip(' '))) {
            throw unreadable();
        }
        int hour = digits(2);
        expect(':');
        int minute = digits(2);
        int second = skip(':') ? digits(2) : 0;
        int nano = skip('.') ? fraction() : 0;
        boolean endOfDay = hour == 24 && minute == 0 && second == 0 && nano == 0;
        return endOfDay
                ? date.plusDays(1).atStartOfDay()
                : LocalDateTime.of(date, LocalTime.of(hour, minute, second, nano));
    }

    /** What is left of the text: an offset, {@code Z}, {@code UTC}, or nothing, which is UTC as well. */
    ZoneOffset offset() {
        if (atEnd() || (text.endsWith("Z") && position == text.length() - 1)) {
            return ZoneOffset.UTC; // most are; the rest of the text needn't be copied to be compared
        }
        String rest = text.substring(position).strip().toUpperCase(Locale.ROOT);
        return rest.isEmpty() || rest.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(rest);
    }

    private int fraction() {
        int nano = 0;
        int digits = 0;
        while (digits < NANO_DIGITS && !atEnd() && isDigit(text.charAt(position))) {
            nano = nano * 10 + digits(1);
            digits++;
        }
        if (digits == 0) {
            throw unreadable();
        }
        for (; digits < NANO_DIGITS; digits++) {
            nano *= 10;
        }
        return nano;
    }

    private int digits(int count) {
        int number = 0;
        for (int end = position + count; position < end; position++) {
            if (atEnd() || !isDigit(text.charAt(position))) {
                throw unreadable();
            }
            number = number * 10 + text.charAt(position) - '0';
        }
        return number;
    }

    private boolean skip(char c) {
        boolean there = !atEnd() && text.charAt(position) == c;
        position += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw unreadable();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static DateTimeException unreadable() {
        return new DateTimeException("no ISO-8601 date");
    }
}
