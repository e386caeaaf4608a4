package io.offerwallet.culture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class CulturesPropertyTest {
    record Choice(List<Culture> configured, Map<Culture, Culture> preferences) {}

    @Property(tries = 5000)
    void choosesWhatTheOracleChooses(@ForAll("choices") Choice choice, @ForAll("tags") String tag) {
        Culture expected = oracle(choice, tag);
        Cultures cultures = new Cultures(choice.configured, choice.preferences);

        assertThat(cultures.resolve(tag)).isEqualTo(expected);
        assertThat(cultures.resolve(tag.replace('-', '_'))).isEqualTo(expected);
        assertThat(cultures.resolve(tag.toUpperCase(Locale.ROOT))).isEqualTo(expected);
        assertThat(cultures.resolve(tag.toLowerCase(Locale.ROOT))).isEqualTo(expected);
        assertThat(cultures.resolve(Locale.forLanguageTag(tag).toString())).isEqualTo(expected);
        Statistics.collect(expected.equals(choice.configured.get(0)) ? "default" : "negotiated");
    }

    @Property
    void everyConfiguredCultureIsItsOwnAnswer(@ForAll("choices") Choice choice) {
        Cultures cultures = new Cultures(choice.configured, choice.preferences);
        assertThat(choice.configured)
                .allSatisfy(c -> assertThat(cultures.resolve(c.tag())).isEqualTo(c));
    }

    @Property(tries = 3000)
    void neverFailsAndAlwaysGivesAConfiguredCulture(@ForAll("choices") Choice choice, @ForAll("texts") String text) {
        Cultures cultures = new Cultures(choice.configured, choice.preferences);
        assertThat(choice.configured).contains(cultures.resolve(text));
    }

    /** The rule word by word, on tags that are already canonical. */
    private static Culture oracle(Choice choice, String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        String region = Locale.forLanguageTag(tag).getCountry();
        for (String range : truncations(tag)) {
            if (range.equals(language) && !region.isEmpty()) {
                for (Culture culture : choice.configured) {
                    if (culture.locale().getLanguage().equals(language)
                            && culture.locale().getCountry().equals(region)) {
                        return culture;
                    }
                }
            }
            for (Culture culture : choice.configured) {
                if (culture.tag().equals(range)) {
                    return culture;
                }
            }
            for (Map.Entry<Culture, Culture> preference : choice.preferences.entrySet()) {
                if (preference.getKey().tag().equals(range)) {
                    return preference.getValue();
                }
            }
            for (Culture culture : choice.configured) {
                if (culture.tag().startsWith(range + "-")) {
                    return culture;
                }
            }
        }
        return choice.configured.get(0);
    }

    private static List<String> truncations(String tag) {
        List<String> subtags = new ArrayList<>(List.of(tag.split("-")));
        List<String> ranges = new ArrayList<>();
        while (!subtags.isEmpty()) {
            if (subtags.get(subtags.size() - 1).length() > 1 || ranges.isEmpty()) {
                ranges.add(String.join("-", subtags));
            }
            subtags.remove(subtags.size() - 1);
        }
        return ranges;
    }

    @Provide
    Arbitrary<String> tags() {
        Arbitrary<String> languages = Arbitraries.of("en", "zh", "sr", "gsw");
        Arbitrary<String> scripts = Arbitraries.of("", "", "-Hans", "-Hant", "-Latn");
        Arbitrary<String> regions = Arbitraries.of("", "", "-US", "-CA", "-TW", "-CN", "-419");
        Arbitrary<String> rests = Arbitraries.of("", "", "", "", "-1996", "-u-ca-roc", "-x-a", "-x-a-b", "-1996-x-foo");
        return Combinators.combine(languages, scripts, regions, rests)
                .as((language, script, region, rest) -> language + script + region + rest);
    }

    @Provide
    Arbitrary<Choice> choices() {
        Arbitrary<Culture> cultures = tags().map(Culture::of);
        return cultures.list().uniqueElements().ofMinSize(1).ofMaxSize(7).flatMap(configured -> Combinators.combine(
                        cultures.list().uniqueElements().ofMaxSize(3),
                        Arbitraries.of(configured).list().ofSize(3))
                .as((ranges, preferred) -> {
                    Map<Culture, Culture> preferences = new HashMap<>();
                    for (int i = 0; i < ranges.size(); i++) {
                        preferences.put(ranges.get(i), preferred.get(i));
                    }
                    return new Choice(configured, preferences);
                }));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> anything = Arbitraries.strings().all().ofMaxLength(120);
        Arbitrary<String> nearly =
                Arbitraries.strings().withChars("aFrRzZhH-_#.@ \u0000\ud800019").ofMaxLength(40);
        return Arbitraries.oneOf(
                anything, nearly, Combinators.combine(tags(), nearly).as(String::concat));
    }
}
