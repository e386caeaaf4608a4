package io.offerwallet.culture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the documented environment variables arrive where they should. */
class CultureSettingsTest {
    @Test
    void defaultIsAmericanEnglishAlone() {
        assertThat(cultures(Map.of()).configured()).containsExactly(Culture.of("en-US"));
    }

    @Test
    void environmentNamesCulturesAndPreferences() {
        Cultures cultures = cultures(Map.of(
                "WALLET_CULTURES", "fr-CA, en-us,pt-PT,pt-BR,zh-Hant-TW",
                "WALLET_CULTURE_PREFERENCES", "pt=pt-BR, zh-HK = zh-Hant-TW"));
        assertThat(cultures.configured())
                .extracting(Culture::tag)
                .containsExactly("fr-CA", "en-US", "pt-PT", "pt-BR", "zh-Hant-TW");
        assertThat(cultures.resolve("pt")).isEqualTo(Culture.of("pt-BR"));
        assertThat(cultures.resolve("zh-HK")).isEqualTo(Culture.of("zh-Hant-TW"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en_US       |              | WALLET_CULTURES: 'en_US' is not a culture",
                "en-US,en-us |              | en-US is configured twice",
                "en-US       | en           | WALLET_CULTURE_PREFERENCES: 'en' is not a pair such as pt=pt-BR",
                "en-US       | pt=          | WALLET_CULTURE_PREFERENCES: '' is not a culture",
                "en-US       | =en-US       | WALLET_CULTURE_PREFERENCES: '' is not a culture",
                "en-US       | pt=en=US     | WALLET_CULTURE_PREFERENCES: 'en=US' is not a culture",
                "en-US       | pt=pt-BR     | preferred for pt is pt-BR, which is not among the configured [en-US]",
                "en-US,de    | pt=de,pt=de  | WALLET_CULTURE_PREFERENCES: pt is given twice",
            })
    void refusesMalformedSettings(String cultures, String preferences, String sentence) {
        Map<String, String> environment = Map.of(
                "WALLET_CULTURES", cultures, "WALLET_CULTURE_PREFERENCES", preferences == null ? "" : preferences);
        assertThatThrownBy(() -> cultures(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private static Cultures cultures(Map<String, String> environment) {
        CultureSettings settings = new SmallRyeConfigBuilder()
                .withMapping(CultureSettings.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(CultureSettings.class);
        return new CulturesProducer().cultures(settings);
    }
}
