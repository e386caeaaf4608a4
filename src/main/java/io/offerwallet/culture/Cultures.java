package io.offerwallet.culture;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cultures that offers are kept in, and the choice among them. Immutable and thread-safe; an answer costs a look-up
 * for the usual spellings and a few for any other, and nothing is remembered between requests.
 */
public final class Cultures {
    /** Characters: longer than any tag, short enough that reading it costs nothing. */
    private static final int LONGEST_REQUEST = 100;

    private final List<Culture> configured;
    /** The answer for each language range that has one. Ranges are lower case; {@code zh-*-tw} is a language in a region. */
    private final Map<String, Culture> byRange;
    /** The answer for each spelling that a request is likely to use, so that it needs no parsing. */
    private final Map<String, Culture> bySpelling;

    /**
     * @param configured the cultures offers are kept in; the first one is the default
     * @param preferences for a language, or any longer range, the culture to give when it isn't itself configured, such
     *     as {@code pt} → {@code pt-BR}
     * @throws IllegalArgumentException when there are no cultures, one is given twice or a preferred one isn't among them
     */
    public Cultures(List<Culture> configured, Map<Culture, Culture> preferences) {
        this.configured = List.copyOf(configured);
        check(this.configured, preferences);
        this.byRange = answers(this.configured, preferences);
        this.bySpelling = usualSpellings(preferences.keySet());
    }

    /** All of them in the configured order, the default first. */
    public List<Culture> configured() {
        return configured;
    }

    /** What a request gets when nothing that it asks for is configured. */
    public Culture fallback() {
        return configured.get(0);
    }

    /**
     * Chooses the culture for what a request says. It understands BCP-47 tags in any case, {@code fr_CA}, Java's
     * {@code zh_TW_#Hant} and POSIX's {@code fr_CA.UTF-8}, and reads as much of the text as is well-formed; anything
     * else, and null, gets the default. Never throws.
     *
     * <p>The choice is RFC 4647's lookup: the tag is shortened from its end, and each shorter range is answered by the
     * configured culture of that name, else by its preference, else by the first configured culture that extends it.
     * The bare language is answered by a configured culture of the region asked for before all of these, so that
     * {@code zh-TW} finds {@code zh-Hant-TW} before {@code zh-Hans-CN}.
     */
    public Culture resolve(@Nullable String requested) {
        if (requested == null) {
            return fallback();
        }
        Culture known = bySpelling.get(requested);
        if (known != null) {
            return known;
        }
        String text = requested.strip(); // templates leave blanks and line ends, any number of them
        return text.length() > LONGEST_REQUEST ? fallback() : negotiate(RequestedTag.read(text));
    }

    /**
     * Locale.lookup shortens ranges in the same way, but gives no hold between two steps, where preferences and longer
     * cultures have their turn.
     */
    private Culture negotiate(Locale asked) {
        String language = asked.getLanguage();
        String range = asked.toLanguageTag().toLowerCase(Locale.ROOT);
        while (!range.isEmpty()) {
            Culture inRegion = range.equals(language) ? byRange.get(inRegion(asked)) : null;
            Culture answer = inRegion != null ? inRegion : byRange.get(range);
            if (answer != null) {
                return answer;
            }
            range = shortened(range);
        }
        return fallback();
    }

    /** RFC 4647, 3.4: the last subtag goes, and single letters that would then be last go with it. */
    private static String shortened(String range) {
        int end = range.lastIndexOf('-');
        while (end >= 2 && range.charAt(end - 2) == '-') {
            end -= 2;
        }
        return end < 0 ? "" : range.substring(0, end);
    }

    private static String inRegion(Locale locale) {
        return locale.getLanguage() + "-*-" + locale.getCountry().toLowerCase(Locale.ROOT);
    }

    private static void check(List<Culture> configured, Map<Culture, Culture> preferences) {
        if (configured.isEmpty()) {
            throw new IllegalArgumentException("At least one culture must be configured: the first is the default");
        }
        Set<Culture> distinct = new LinkedHashSet<>();
        for (Culture culture : configured) {
            if (!distinct.add(culture)) {
                throw new IllegalArgumentException("The culture " + culture + " is configured twice");
            }
        }
        preferences.forEach((range, preferred) -> {
            if (!distinct.contains(preferred)) {
                throw new IllegalArgumentException("The culture preferred for " + range + " is " + preferred
                        + ", which is not among the configured " + distinct);
            }
        });
    }

    /** First come, first served: what ranks higher is entered first. */
    private static Map<String, Culture> answers(List<Culture> configured, Map<Culture, Culture> preferences) {
        Map<String, Culture> answers = new HashMap<>();
        for (Culture culture : configured) {
            answers.put(lowerCase(culture), culture);
        }
        preferences.forEach((range, preferred) -> answers.putIfAbsent(lowerCase(range), preferred));
        for (Culture culture : configured) {
            String tag = lowerCase(culture);
            for (int end = tag.lastIndexOf('-'); end > 0; end = tag.lastIndexOf('-', end - 1)) {
                answers.putIfAbsent(tag.substring(0, end), culture);
            }
            if (!culture.locale().getCountry().isEmpty()) {
                answers.putIfAbsent(inRegion(culture.locale()), culture);
            }
        }
        return Map.copyOf(answers);
    }

    private Map<String, Culture> usualSpellings(Set<Culture> preferredRanges) {
        Set<Culture> usual = new LinkedHashSet<>(configured);
        usual.addAll(preferredRanges);
        configured.forEach(culture -> usual.add(Culture.of(culture.locale().getLanguage())));
        Map<String, Culture> spellings = new HashMap<>();
        for (Culture culture : usual) {
            Culture answer = negotiate(culture.locale());
            spellings.put(culture.tag(), answer);
            spellings.put(culture.tag().replace('-', '_'), answer);
        }
        return Map.copyOf(spellings);
    }

    private static String lowerCase(Culture culture) {
        return culture.tag().toLowerCase(Locale.ROOT);
    }
}
