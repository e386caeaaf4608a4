package io.offerwallet.culture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CultureTest {
    @ParameterizedTest
    @CsvSource({
        "fr, fr",
        "FR-ca, fr-CA",
        "ZH-hant-tw, zh-Hant-TW",
        "es-419, es-419",
        "ca-es-VALENCIA, ca-ES-valencia",
        "iw-IL, he-IL",
        "in, id",
        "zh-min-nan, nan",
        "de-u-co-phonebk, de-u-co-phonebk",
    })
    void tagIsCanonical(String given, String tag) {
        assertThat(Culture.of(given).tag()).isEqualTo(tag);
        assertThat(Culture.of(given)).hasToString(tag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "fr_CA",
                "fr-",
                "-fr",
                "fr--CA",
                "fr-CA ",
                "fr CA",
                "f",
                "x-private",
                "und",
                "und-CA",
                "null",
                "undefined",
                "root",
                "français",
                "fr\0",
                "\ud800",
                "fr-CA-rubbish!",
                "*",
                "fr;q=0.5",
                "{{language}}"
            })
    void refusesRubbish(String rubbish) {
        assertThatThrownBy(() -> Culture.of(rubbish))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + rubbish + "' is not a culture such as fr-CA");
    }

    @Test
    void refusesTagsLongerThanAnyInUse() {
        assertThatThrownBy(() -> Culture.of("en" + "-abcdefgh".repeat(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 35 characters, this one has 38");
    }

    @Test
    void localeIsTheSameCulture() {
        assertThat(Culture.of("fr-ca").locale()).isEqualTo(Locale.CANADA_FRENCH);
    }

    @Test
    void equalsByTag() {
        assertThat(Culture.of("FR-ca")).isEqualTo(Culture.of("fr-CA")).hasSameHashCodeAs(Culture.of("fr-CA"));
        assertThat(Culture.of("ca-valencia")).isEqualTo(Culture.of("CA-VALENCIA"));
        assertThat(Culture.of("fr-CA")).isNotEqualTo(Culture.of("fr"));
    }
}
