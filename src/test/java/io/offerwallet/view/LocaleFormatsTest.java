package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocaleFormatsTest {

    private static final LocalDate SYLVESTER = LocalDate.of(2026, 12, 31);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr-FR | 31 décembre 2026",
                "fr-CA | 31 décembre 2026",
                "de-DE | 31. Dezember 2026",
                "es-ES | 31 de diciembre de 2026",
                "pt-BR | 31 de dezembro de 2026",
                "ja-JP | 2026年12月31日",
                "en-US | December 31, 2026",
                "en-GB | 31 December 2026",
                "th-TH-u-ca-buddhist | 31 ธันวาคม 2569",
            })
    void writesDatesInTheLanguage(String tag, String date) {
        assertThat(formats(tag).date(SYLVESTER)).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr-FR", "fr-CA", "de-DE", "es-ES", "pt-BR", "ja-JP", "en-US", "it-IT", "zh-TW", "und"})
    void agreesWithCldr(String tag) {
        Locale locale = Locale.forLanguageTag(tag);

        assertThat(formats(tag).date(SYLVESTER))
                .isEqualTo(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(locale)
                        .format(SYLVESTER));
        assertThat(formats(tag).number(new BigDecimal("1234567.5")))
                .isEqualTo(NumberFormat.getNumberInstance(locale).format(1234567.5));
    }

    @Test
    void datesAndNumbersUseTheSameDigits() {
        LocaleFormats persian = formats("fa-IR");
        LocaleFormats arabic = formats("ar-EG-u-nu-arab");
        LocaleFormats latin = formats("ar-EG-u-nu-latn");

        assertThat(persian.date(SYLVESTER)).contains("۳۱").contains("۲۰۲۶");
        assertThat(persian.number(new BigDecimal("7"))).isEqualTo("۷");
        assertThat(arabic.date(SYLVESTER)).contains("٣١");
        assertThat(arabic.number(new BigDecimal("7"))).isEqualTo("٧");
        assertThat(latin.date(SYLVESTER)).contains("31");
        assertThat(latin.number(new BigDecimal("7"))).isEqualTo("7");
    }

    @Test
    void theDefaultLocaleOfTheJvmMakesNoDifference() {
        Locale before = Locale.getDefault();
        Locale buddhist = Locale.forLanguageTag("th-TH-u-ca-buddhist");
        try {
            Locale.setDefault(buddhist);
            assertThat(formats("th-TH-u-ca-buddhist").date(SYLVESTER)).contains("2569");
            assertThat(formats("en-US").date(SYLVESTER)).isEqualTo("December 31, 2026");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aDateThatTheLocalesCalendarDoesNotReachIsWrittenAnyway() {
        assertThat(formats("ar-SA-u-ca-islamic-umalqura-nu-latn").date(SYLVESTER))
                .contains("1448");
        assertThat(formats("ar-SA-u-ca-islamic-umalqura-nu-latn").date(LocalDate.of(9999, 12, 31)))
                .contains("9999");
    }

    @Test
    void aTimeZoneInTheLocaleDoesNotMoveTheDate() {
        assertThat(formats("en-US-u-tz-jptyo").date(SYLVESTER)).isEqualTo("December 31, 2026");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "-0.001 | -0.01",
                "1250 | 1,250",
                "1250.50 | 1,250.5",
                "1250.559 | 1,250.55",
                "1250.999 | 1,250.99",
                "-1.999 | -2",
                "0.001 | 0",
                "1E+3 | 1,000",
                "9007199254740993 | 9,007,199,254,740,993",
                "123456789012345678901234567890 | 123,456,789,012,345,678,901,234,567,890",
            })
    void pointsAreCutNeverRoundedUp(BigDecimal points, String text) {
        assertThat(formats("en-US").number(points)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr-FR | 1\u202F250,5",
                "fr-CA | 1\u00A0250,5",
                "de-DE | 1.250,5",
                "pt-BR | 1.250,5",
                "ja-JP | 1,250.5",
            })
    void writesNumbersInTheLanguage(String tag, String number) {
        assertThat(formats(tag).number(new BigDecimal("1250.5"))).isEqualTo(number);
    }

    @Test
    void manyThreadsCanWriteNumbersAtOnce() {
        LocaleFormats german = formats("de-DE");
        NumberFormat oracle = NumberFormat.getNumberInstance(Locale.GERMANY);

        boolean wrong = IntStream.range(0, 50_000).parallel().anyMatch(i -> !german.number(BigDecimal.valueOf(i))
                .equals(((NumberFormat) oracle.clone()).format(i)));

        assertThat(wrong).isFalse();
    }

    private static LocaleFormats formats(String tag) {
        return new LocaleFormats(Locale.forLanguageTag(tag));
    }
}
