package io.offerwallet.culture;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Whatever is asked for, the answer is a configured culture, and one that the text has something to do with. */
class CulturesFuzzTest {

    private static final List<Culture> CONFIGURED = Stream.of(
                    "en-US", "fr-FR", "fr-CA", "zh-Hans-CN", "zh-Hant-TW", "pt-BR", "sr-Latn", "es-419", "de-DE-1996")
            .map(Culture::of)
            .toList();
    private static final Map<Culture, Culture> PREFERENCES =
            Map.of(Culture.of("gl"), Culture.of("pt-BR"), Culture.of("zh-HK"), Culture.of("zh-Hant-TW"));

    private final Cultures cultures = new Cultures(CONFIGURED, PREFERENCES);

    @FuzzTest(maxDuration = "5s")
    void anyTextGetsAConfiguredCulture(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);

        Culture answer = cultures.resolve(text);

        assertThat(CONFIGURED).contains(answer);
        assertThat(cultures.resolve(answer.tag())).isEqualTo(answer);
        assertThat(cultures.resolve(text.replace('_', '-'))).isEqualTo(answer);
        assertThat(cultures.resolve(changedCase(text))).isEqualTo(answer);
        assertThat(CONFIGURED.stream().filter(culture -> isSpelling(text, culture)))
                .allMatch(answer::equals);
        if (!answer.equals(cultures.fallback())) {
            assertThat(wasAskedFor(RequestedTag.read(text), answer))
                    .as("%s given for %s", answer, text)
                    .isTrue();
        }
    }

    /** Only ASCII letters: no other has a part in a tag, and some change into ASCII ones. */
    private static String changedCase(String text) {
        return text.chars()
                .map(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c ^ 0x20 : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isSpelling(String text, Culture culture) {
        return text.strip().replace('_', '-').equalsIgnoreCase(culture.tag());
    }

    private static boolean wasAskedFor(Locale asked, Culture answer) {
        return asked.getLanguage().equals(answer.locale().getLanguage())
                || PREFERENCES.entrySet().stream()
                        .anyMatch(preference -> preference.getValue().equals(answer)
                                && asked.getLanguage()
                                        .equals(preference.getKey().locale().getLanguage()));
    }
}
