package io.offerwallet.ops;

import io.offerwallet.culture.Culture;
import io.offerwallet.culture.Cultures;
import io.offerwallet.view.LocaleData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Refuses cultures that this process would write wrongly: a native binary has the formats it was built with. */
final class WritableCultures {

    private WritableCultures() {}

    /**
     * The same cultures.
     *
     * @throws IllegalArgumentException naming those that can't be written, and what to do
     */
    static Cultures of(Cultures cultures) {
        LocaleData data = LocaleData.ofThisProcess();
        return of(cultures, data::lacksFormatsOf, data::lacksCalendarOf);
    }

    static Cultures of(Cultures cultures, Predicate<Locale> lacksFormats, Predicate<Locale> lacksCalendar) {
        List<String> wrong = new ArrayList<>();
        String unformatted = those(cultures, lacksFormats);
        if (!unformatted.isEmpty()) {
            wrong.add("WALLET_CULTURES: this binary was built without the date and number formats of " + unformatted
                    + "; rebuild it with -Dquarkus.locales=... naming them, see docs/native.md");
        }
        String uncounted = those(cultures, lacksCalendar);
        if (!uncounted.isEmpty()) {
            wrong.add("WALLET_CULTURES: this binary has no other calendars than the usual one, as " + uncounted
                    + " would need; leave the calendar (-u-ca-...) out or run the jar, see docs/native.md");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n  - ", wrong));
        }
        return cultures;
    }

    private static String those(Cultures cultures, Predicate<Locale> lacking) {
        return cultures.configured().stream()
                .filter(culture -> lacking.test(culture.locale()))
                .map(Culture::tag)
                .collect(Collectors.joining(", "));
    }
}
