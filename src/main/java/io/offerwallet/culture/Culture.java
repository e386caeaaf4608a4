package io.offerwallet.culture;

import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A culture as SessionM's {@code culture} parameter names it: a language, with script, region and more if given.
 * Two cultures are equal when their canonical tags are. Immutable.
 */
public final class Culture {
    /** RFC 5646, 4.4.1: 35 characters hold any tag made of language, script, region and variants. */
    private static final int LONGEST_TAG = 35;

    private final Locale locale;
    private final String tag;

    private Culture(Locale locale) {
        this.locale = locale;
        this.tag = locale.toLanguageTag();
    }

    /**
     * Reads a well-formed BCP-47 tag in any case, with hyphens. Deprecated language codes become today's ones
     * ({@code iw} is {@code he}).
     *
     * @throws IllegalArgumentException saying what is wrong with the tag, when it is longer than 35 characters, isn't
     *     well-formed or names no language of two or three letters (no longer one is registered)
     */
    public static Culture of(String tag) {
        if (tag.length() > LONGEST_TAG) {
            throw new IllegalArgumentException("A culture has at most " + LONGEST_TAG + " characters, this one has "
                    + tag.length() + ": '" + tag.substring(0, LONGEST_TAG) + "…'");
        }
        Locale locale;
        try {
            // Locale keeps the case of variants; lower case first makes equal tags equal.
            locale = new Locale.Builder()
                    .setLanguageTag(tag.toLowerCase(Locale.ROOT))
                    .build();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException(
                    "'" + tag + "' is not a culture such as fr-CA (BCP 47): " + e.getMessage(), e);
        }
        int language = locale.getLanguage().length();
        if (language < 2 || language > 3) {
            throw new IllegalArgumentException(
                    "'" + tag + "' is not a culture such as fr-CA: it names no language of two or three letters");
        }
        return new Culture(locale);
    }

    /** The canonical BCP-47 tag, such as {@code fr-CA} or {@code zh-Hant-TW}. */
    public String tag() {
        return tag;
    }

    /** The same culture for the JDK's formatters. */
    public Locale locale() {
        return locale;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Culture culture && tag.equals(culture.tag);
    }

    @Override
    public int hashCode() {
        return tag.hashCode();
    }

    @Override
    public String toString() {
        return tag;
    }
}
