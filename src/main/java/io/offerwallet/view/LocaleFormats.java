package io.offerwallet.view;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DecimalStyle;
import java.time.format.FormatStyle;
import java.util.Locale;

/** How numbers and dates are written in a locale, by CLDR, the locale's own calendar and digits included. */
final class LocaleFormats {

    private static final int FRACTION_DIGITS = 2;

    private final DateTimeFormatter date;
    /** Not thread-safe: only ever cloned. */
    private final NumberFormat number;

    LocaleFormats(Locale locale) {
        this.date = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .localizedBy(locale)
                .withDecimalStyle(DecimalStyle.of(locale));
        this.number = NumberFormat.getNumberInstance(locale);
        this.number.setMinimumFractionDigits(0);
        this.number.setMaximumFractionDigits(FRACTION_DIGITS);
    }

    String date(LocalDate day) {
        try {
            return date.format(day);
        } catch (DateTimeException outsideCalendar) {
            // Some calendars, such as Umm al-Qura, end within decades.
            return date.withChronology(IsoChronology.INSTANCE).format(day);
        }
    }

    /** With two digits after the point at most, cut rather than rounded: nobody is told more points than there are. */
    String number(BigDecimal points) {
        BigDecimal cut =
                points.scale() > FRACTION_DIGITS ? points.setScale(FRACTION_DIGITS, RoundingMode.FLOOR) : points;
        return ((NumberFormat) number.clone()).format(cut);
    }
}
