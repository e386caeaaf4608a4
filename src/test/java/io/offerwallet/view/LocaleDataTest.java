package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocaleDataTest {

    /** Built with the JDK of this test. */
    private final LocaleData image = new LocaleData(
            LocaleData.joinedAvailable(),
            Stream.of("en", "en-US", "fr", "fr-FR", "de", "de-DE", "zh", "zh-TW", "sr", "sr-RS")
                    .map(Locale::forLanguageTag)
                    .toList());

    @ParameterizedTest
    @ValueSource(strings = {"ja-JP", "ja", "ar-EG", "th-TH-u-nu-thai", "en-GB"})
    void aLocaleThatTheImageWasBuiltWithoutLacksItsFormats(String tag) {
        assertThat(lacksFormats(tag)).isTrue();
    }

    /** In place of the region's formats, the JDK would use the language's: 1.234.567,5 where 1’234’567.5 is right. */
    @ParameterizedTest
    @ValueSource(strings = {"de-CH", "de-AT", "fr-CA"})
    void aRegionThatTheImageWasBuiltWithoutLacksItsFormats(String tag) {
        assertThat(lacksFormats(tag)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "fr-FR", "de", "zh-TW", "sr-RS", "fr-FR-u-nu-latn"})
    void aLocaleThatTheImageWasBuiltWithLacksNothing(String tag) {
        assertThat(lacksFormats(tag)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-Hant-TW", "sr-Cyrl-RS"})
    void theUsualScriptOfARegionMayBeNamed(String tag) {
        assertThat(lacksFormats(tag)).isFalse();
    }

    @Test
    void anotherScriptThanTheUsualOneLacksItsFormats() {
        assertThat(lacksFormats("sr-Latn-RS")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr-US", "de-JP", "en-US-x-ours"})
    void aRegionThatTheJdkDoesNotKnowIsWrittenAsItsLanguage(String tag) {
        assertThat(lacksFormats(tag)).isFalse();
    }

    @Test
    void aRegionThatTheJdkDoesNotKnowNeedsItsLanguage() {
        assertThat(lacksFormats("ja-FR")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tlh", "tlh-US", "qaa-x-ours"})
    void ofALanguageThatTheJdkDoesNotKnowNothingIsMissing(String tag) {
        assertThat(lacksFormats(tag)).isFalse();
    }

    @Test
    void nothingIsMissingInAJvm() {
        LocaleData jvm = LocaleData.ofThisProcess();

        assertThat(Locale.getAvailableLocales())
                .hasSizeGreaterThan(500)
                .noneMatch(jvm::lacksFormatsOf)
                .noneMatch(jvm::lacksCalendarOf);
        assertThat(jvm.lacksFormatsOf(Locale.forLanguageTag("tlh"))).isFalse();
        assertThat(jvm.lacksCalendarOf(Locale.forLanguageTag("th-TH-u-ca-buddhist")))
                .isFalse();
    }

    private boolean lacksFormats(String tag) {
        return image.lacksFormatsOf(Locale.forLanguageTag(tag));
    }
}
