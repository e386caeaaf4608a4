package io.offerwallet.culture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CulturesTest {
    private final Cultures cultures = new Cultures(
            list("en-US", "fr-FR", "fr-CA", "zh-Hans-CN", "zh-Hant-TW", "pt-PT", "pt-BR", "he-IL", "de"),
            Map.of(
                    Culture.of("pt"), Culture.of("pt-BR"),
                    Culture.of("zh-HK"), Culture.of("zh-Hant-TW"),
                    Culture.of("de"), Culture.of("en-US")));

    @Test
    void anyNumberOfBlanksAroundATagDoesNotCount() {
        assertThat(cultures.resolve("\n ".repeat(100) + "fr-CA" + "\r\n".repeat(100)))
                .isEqualTo(Culture.of("fr-CA"));
    }

    @ParameterizedTest
    @CsvSource({
        // exactly what is configured, in every spelling
        "fr-CA, fr-CA",
        "fr_CA, fr-CA",
        "FR-ca, fr-CA",
        "' fr-CA ', fr-CA",
        "zh-Hant-TW, zh-Hant-TW",
        "zh_TW_#Hant, zh-Hant-TW",
        "zh__#Hant, zh-Hant-TW",
        "zh_#Hant, zh-Hant-TW",
        "zh#Hant, zh-Hant-TW",
        "fr_CA_#u-ca-gregory, fr-CA",
        "fr_CA.UTF-8, fr-CA",
        "pt_PT@euro, pt-PT",
        "fr_CA.UTF-8@euro, fr-CA",
        // shorter than what is configured
        "fr, fr-FR",
        "FR, fr-FR",
        "pt, pt-BR",
        "zh, zh-Hans-CN",
        "zh-Hant, zh-Hant-TW",
        "zh_Hant, zh-Hant-TW",
        // a region that isn't configured
        "fr-BE, fr-FR",
        "pt-AO, pt-BR",
        "de-AT, de",
        // the region asked for, where the script wasn't told
        "zh-TW, zh-Hant-TW",
        "zh_CN, zh-Hans-CN",
        "zh-HK, zh-Hant-TW",
        "zh-Hant-HK, zh-Hant-TW",
        "zh-Hans-TW, zh-Hans-CN",
        // longer than what is configured
        "fr-CA-x-quebec, fr-CA",
        "fr-CA-u-ca-gregory, fr-CA",
        "en-US-POSIX, en-US",
        // a configured name wins over a preference
        "de, de",
        // deprecated codes
        "iw, he-IL",
        "iw_IL, he-IL",
        // only as far as it makes sense
        "fr-CA-rubbish!, fr-CA",
        "'fr-CA,fr;q=0.9', fr-FR",
        "fr--CA, fr-CA",
        "de__POSIX, de",
        "zh_TW_#Hant_x-foo, zh-Hant-TW",
    })
    void understandsWhatBrazeAndOthersSend(String requested, String tag) {
        assertThat(cultures.resolve(requested)).isEqualTo(Culture.of(tag));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\n",
                "null",
                "undefined",
                "NULL",
                "nil",
                "it",
                "it-CA",
                "und",
                "und-FR",
                "x",
                "x-fr",
                "C",
                "POSIX",
                "_",
                "-",
                "__",
                "#",
                "#Hant",
                "_#Hant",
                "@",
                ".",
                "@fr",
                "*",
                "*-CA",
                "fr\0",
                "\0",
                "\ud800",
                "\udc00fr",
                "f\ud800r",
                "{{${language}}}",
                "français",
                "日本語",
                "ＦＲ",
                "١٢",
                "i-klingon",
                "' OR 1=1 --",
                "a-",
                "frCA",
                "1",
                "zz-ZZ"
            })
    void anythingElseGetsTheDefault(@Nullable String requested) {
        assertThat(cultures.resolve(requested)).isEqualTo(Culture.of("en-US"));
    }

    @Test
    void givesUpAtASensibleLength() {
        assertThat(cultures.resolve("fr" + "-abcdefgh".repeat(10))).isEqualTo(Culture.of("fr-FR"));
        assertThat(cultures.resolve("fr" + "-abcdefgh".repeat(1000))).isEqualTo(Culture.of("en-US"));
        assertThat(cultures.resolve("x".repeat(10_240))).isEqualTo(Culture.of("en-US"));
    }

    @Test
    void regionAskedForWinsOverALanguagePreference() {
        Cultures chinese = new Cultures(
                list("en-US", "zh-Hans-CN", "zh-Hant-TW"), Map.of(Culture.of("zh"), Culture.of("zh-Hans-CN")));
        assertThat(chinese.resolve("zh-TW")).isEqualTo(Culture.of("zh-Hant-TW"));
        assertThat(chinese.resolve("zh")).isEqualTo(Culture.of("zh-Hans-CN"));
    }

    @Test
    void sameRegionOfAnotherLanguageIsNoAnswer() {
        assertThat(new Cultures(list("en-US", "fr-CA"), Map.of()).resolve("en-CA"))
                .isEqualTo(Culture.of("en-US"));
        assertThat(new Cultures(list("fr-CA", "en-US"), Map.of()).resolve("en-CA"))
                .isEqualTo(Culture.of("en-US"));
    }

    @Test
    void preferenceMayNameAnotherLanguage() {
        Cultures nordic = new Cultures(list("en-US", "nb-NO"), Map.of(Culture.of("no"), Culture.of("nb-NO")));
        assertThat(nordic.resolve("no-NO")).isEqualTo(Culture.of("nb-NO"));
    }

    @Test
    void singleLettersGoWithWhatFollowsThem() {
        Cultures one = new Cultures(list("en-US", "de-DE-u-co-phonebk"), Map.of());
        assertThat(one.resolve("de-DE-u-co-phonebk-x-a")).isEqualTo(Culture.of("de-DE-u-co-phonebk"));
        assertThat(one.resolve("de-DE-x-a-b-c")).isEqualTo(Culture.of("de-DE-u-co-phonebk"));
    }

    @Test
    void noSingleLetterIsLeftAtTheEndOfARange() {
        Cultures two = new Cultures(list("en-US", "de-x-a", "de"), Map.of());
        assertThat(two.resolve("de-x-a-b")).isEqualTo(Culture.of("de"));
    }

    @Test
    void configuredOrderIsKept() {
        List<Culture> configured = list("fr-CA", "en-US", "de");
        assertThat(new Cultures(configured, Map.of()).configured()).isEqualTo(configured);
        assertThat(new Cultures(configured, Map.of()).fallback()).isEqualTo(Culture.of("fr-CA"));
    }

    @Test
    void listDoesNotChangeAfterwards() {
        List<Culture> configured = new ArrayList<>(list("fr-CA"));
        Cultures one = new Cultures(configured, Map.of());
        configured.clear();
        assertThat(one.fallback()).isEqualTo(Culture.of("fr-CA"));
    }

    @Test
    void refusesAnEmptyList() {
        assertThatThrownBy(() -> new Cultures(List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("At least one culture");
    }

    @Test
    void refusesDuplicates() {
        assertThatThrownBy(() -> new Cultures(list("fr-CA", "en-US", "FR-ca"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The culture fr-CA is configured twice");
    }

    @Test
    void refusesAPreferenceThatIsNotConfigured() {
        assertThatThrownBy(() -> new Cultures(list("en-US", "pt-PT"), Map.of(Culture.of("pt"), Culture.of("pt-BR"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The culture preferred for pt is pt-BR, which is not among the configured [en-US, pt-PT]");
    }

    private static List<Culture> list(String... tags) {
        return Stream.of(tags).map(Culture::of).toList();
    }
}
