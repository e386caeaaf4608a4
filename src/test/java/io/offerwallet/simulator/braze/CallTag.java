package io.offerwallet.simulator.braze;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code connected_content} tag taken apart. Values are as they are written, with the Liquid that is in them.
 *
 * @param url what is called
 * @param options what else is said; one without a value has an empty one
 */
record CallTag(String url, Map<Option, String> options) {

    /** What can be said of a call after its URL. */
    enum Option {
        METHOD,
        HEADERS,
        BODY,
        BASIC_AUTH,
        AUTH_CREDENTIALS,
        CONTENT_TYPE,
        SAVE,
        CACHE_MAX_AGE,
        NO_CACHE,
        RETRY;

        private boolean isFlag() {
            return this == NO_CACHE || this == RETRY;
        }

        private static Option named(String name) {
            try {
                return valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("connected_content has no option :" + name, unknown);
            }
        }

        @Override
        public String toString() {
            return ":" + name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern OPTION = Pattern.compile(":([a-z_]+)(?![\\w.-])");

    CallTag {
        if (url.isEmpty()) {
            throw new IllegalArgumentException("connected_content has no URL");
        }
        options = Map.copyOf(options);
        options.forEach(CallTag::requireValue);
    }

    private static void requireValue(Option option, String value) {
        if (option.isFlag() != value.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s %s".formatted(option, option.isFlag() ? "takes no value" : "needs a value"));
        }
    }

    /** Reads what stands between {@code connected_content} and the end of the tag. */
    static CallTag parse(String text) {
        var options = new EnumMap<Option, String>(Option.class);
        var matcher = OPTION.matcher(text);
        var ends = nextOption(text, 0);
        var url = text.substring(0, ends).strip();
        while (ends < text.length()) {
            if (!matcher.find(ends) || matcher.start() != ends) {
                throw new IllegalArgumentException("connected_content has an option without a name");
            }
            var option = Option.named(matcher.group(1));
            int value = matcher.end();
            ends = nextOption(text, value);
            if (options.put(option, text.substring(value, ends).strip()) != null) {
                throw new IllegalArgumentException(option + " is given twice");
            }
        }
        return new CallTag(url, options);
    }

    Optional<String> value(Option option) {
        return Optional.ofNullable(options.get(option));
    }

    boolean has(Option option) {
        return options.containsKey(option);
    }

    /** Where the next option begins: at a colon after white space that is in no braces. */
    private static int nextOption(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (depth > 0 && c == '"' && text.charAt(i - 1) != '\\') {
                quoted = !quoted;
            }
            if (!quoted) {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (c == ':' && depth == 0 && i > 0 && Character.isWhitespace(text.charAt(i - 1))) {
                    return i;
                }
            }
        }
        return text.length();
    }
}
