package io.offerwallet.culture;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the ways in which a culture is written outside BCP 47: Java's {@code fr_CA} and {@code zh_TW_#Hant}, POSIX's
 * {@code fr_CA.UTF-8} and {@code de_DE@euro}, in any case.
 */
final class RequestedTag {
    private static final int SCRIPT_LETTERS = 4;
    /** An empty subtag stands where Java has nothing to write: {@code de__POSIX}. */
    private static final Pattern EMPTY_SUBTAGS = Pattern.compile("--+");

    private RequestedTag() {}

    /** The culture asked for, as far as the text is well-formed; the root locale when not even its start is. */
    static Locale read(String text) {
        String tag = withoutPosixSuffix(text.strip()).replace('_', '-').toLowerCase(Locale.ROOT);
        String ordered = scriptInItsPlace(tag);
        return Locale.forLanguageTag(EMPTY_SUBTAGS.matcher(ordered).replaceAll("-"));
    }

    private static String withoutPosixSuffix(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '.' || text.charAt(i) == '@') {
                return text.substring(0, i);
            }
        }
        return text;
    }

    /** Locale.toString() writes the script late, behind a hash sign; BCP 47 wants it behind the language. */
    private static String scriptInItsPlace(String tag) {
        int hash = tag.indexOf('#');
        if (hash < 0) {
            return tag;
        }
        String before = tag.substring(0, hash);
        String behind = tag.substring(hash + 1);
        String script = upToHyphen(behind);
        if (script.length() != SCRIPT_LETTERS) {
            return before + behind;
        }
        String language = upToHyphen(before);
        return language + '-' + script + before.substring(language.length()) + behind.substring(script.length());
    }

    private static String upToHyphen(String tag) {
        int hyphen = tag.indexOf('-');
        return hyphen < 0 ? tag : tag.substring(0, hyphen);
    }
}
