package io.offerwallet.view;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;

/**
 * The calendar day that a zone has at an instant.
 *
 * @param zone whose calendar
 * @param now the instant
 * @param date the day
 */
record LocalDay(ZoneId zone, Instant now, LocalDate date) {

    static LocalDay at(Instant now, ZoneId zone) {
        return new LocalDay(zone, now, LocalDate.ofInstant(now, zone));
    }

    LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    long daysUntil(LocalDate other) {
        return ChronoUnit.DAYS.between(date, other);
    }

    /** The first instant after now at which it is another day. */
    Instant end() {
        Instant midnight = nextMidnight();
        // Where clocks are put back over midnight, a day ends by going back to the one before.
        ZoneOffsetTransition transition = zone.getRules().nextTransition(now);
        return transition != null
                        && transition.getInstant().isBefore(midnight)
                        && !transition.getDateTimeAfter().toLocalDate().equals(date)
                ? transition.getInstant()
                : midnight;
    }

    private Instant nextMidnight() {
        ZonedDateTime midnight = date.plusDays(1).atStartOfDay(zone);
        // Where clocks are put back over midnight, there are two of them, and the first may be past.
        return midnight.toInstant().isAfter(now)
                ? midnight.toInstant()
                : midnight.withLaterOffsetAtOverlap().toInstant();
    }
}
