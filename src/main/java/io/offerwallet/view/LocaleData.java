package io.offerwallet.view;

import io.quarkus.runtime.ImageMode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle.Control;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether this process can write dates and numbers in a locale. A native image holds the formats of only those locales
 * that were named when it was built; in any other the JDK silently writes as in none ({@code 2027 Jan 5}), or, if it has
 * the language but not the region, as in another region.
 */
public final class LocaleData {

    /**
     * The locales that the JDK has formats for, taken down while an image is built; none in a JVM, where nothing can be
     * missing. Not the formats themselves: writing in all locales at build time would leave them all in the image.
     */
    private static final String AT_BUILD = ImageMode.current() == ImageMode.NATIVE_BUILD ? joinedAvailable() : "";

    /** The key of a calendar in a locale, by BCP 47's extension U. */
    private static final String CALENDAR = "ca";

    private static final Control CONTROL = Control.getControl(Control.FORMAT_DEFAULT);
    private static final LocalDate ANY_DAY = LocalDate.of(2026, 12, 31);
    private static final BigDecimal MANY_POINTS = new BigDecimal("-1234567.5");

    private final String known;
    private final Set<Locale> held;

    /**
     * @param known tags of the locales that the JDK has formats for, with commas between them
     * @param held those whose formats are in this process
     */
    LocaleData(String known, Collection<Locale> held) {
        this.known = "," + known + ",";
        this.held = new HashSet<>(held);
    }

    /** What there is in this process. */
    public static LocaleData ofThisProcess() {
        return new LocaleData(AT_BUILD, List.of(Locale.getAvailableLocales()));
    }

    /**
     * Whether formats are missing that the JDK has for the locale, or, for a locale that it doesn't know, for the nearest
     * that it does. Of a language that it doesn't know at all, nothing is missing.
     */
    public boolean lacksFormatsOf(Locale locale) {
        return nearestKnown(locale.stripExtensions())
                .filter(nearest -> !isHeld(nearest))
                .isPresent();
    }

    /** Whether the calendar that the locale asks for ({@code th-TH-u-ca-buddhist}) can't be used in this process. */
    public boolean lacksCalendarOf(Locale locale) {
        if (locale.getUnicodeLocaleType(CALENDAR) == null) {
            return false; // The usual one. To write in each locale just to see takes a seventh of a binary's start.
        }
        try {
            new LocaleFormats(locale).date(ANY_DAY);
            return false;
        } catch (LinkageError calendarsNeedAJavaHome) {
            // The JDK prepares all calendars at the first use of any, and one of them reads a file of its own.
            return true;
        }
    }

    private Optional<Locale> nearestKnown(Locale locale) {
        return CONTROL.getCandidateLocales("formats", locale).stream()
                .filter(candidate -> !candidate.equals(Locale.ROOT))
                .filter(this::isKnown)
                .findFirst();
    }

    /** There are a thousand, of which a start asks for a handful. */
    private boolean isKnown(Locale locale) {
        return known.contains("," + locale.toLanguageTag() + ",");
    }

    private boolean isHeld(Locale locale) {
        if (held.contains(locale)) {
            return true;
        }
        // Images are built for languages and regions, without scripts, yet hold what the region's usual script needs.
        Locale plain = new Locale.Builder().setLocale(locale).setScript("").build();
        return held.contains(plain) && writesAlike(locale, plain);
    }

    private static boolean writesAlike(Locale one, Locale other) {
        LocaleFormats formats = new LocaleFormats(one);
        LocaleFormats others = new LocaleFormats(other);
        return formats.date(ANY_DAY).equals(others.date(ANY_DAY))
                && formats.number(MANY_POINTS).equals(others.number(MANY_POINTS));
    }

    /** Tags of the locales that this process has formats for, with commas between them. */
    static String joinedAvailable() {
        // Some have the same tag: Java's own no_NO_NY is nn-NO.
        return Arrays.stream(Locale.getAvailableLocales())
                .map(Locale::toLanguageTag)
                .distinct()
                .collect(Collectors.joining(","));
    }
}
