package io.offerwallet.api;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named values of a request, from its query or its JSON body, as text.
 *
 * <p>Templates fill in values that may be missing, so blank text and {@code null} count as absent.
 */
final class Fields {

    private static final int LONGEST_VALUE = 512;

    /** More than fit into a request line: the decoder would drop what is above. */
    private static final int MOST_PARAMETERS = 65_536;

    private final Map<String, String> values;

    private Fields(Map<String, String> values) {
        this.values = values;
    }

    /** @param values not to be changed any more */
    static Fields of(Map<String, String> values) {
        return new Fields(values);
    }

    /**
     * From a query; a parameter given twice is refused, because it is not clear which is meant.
     *
     * @param query as it stands in the URL, without its question mark; null if there is none
     */
    static Fields ofQuery(@Nullable String query) {
        if (query == null) {
            return new Fields(Map.of());
        }
        return new Fields(isEncoded(query) ? decoded(query) : split(query));
    }

    private static boolean isEncoded(String query) {
        return query.indexOf('%') >= 0 || query.indexOf('+') >= 0 || query.indexOf('#') >= 0;
    }

    private static Map<String, String> decoded(String query) {
        Map<String, String> values = new HashMap<>();
        try {
            new QueryStringDecoder("?" + query, StandardCharsets.UTF_8, true, MOST_PARAMETERS, true)
                    .parameters()
                    .forEach((name, all) -> all.forEach(value -> put(values, name, value)));
        } catch (IllegalArgumentException malformed) {
            throw InvalidRequest.in("query", "A percent sign in it isn't followed by two hex digits.");
        }
        return values;
    }

    /** As the decoder splits it. Most queries have nothing to decode, and its lists and maps are a visible part of a hit. */
    private static Map<String, String> split(String query) {
        Map<String, String> values = new HashMap<>();
        int end;
        for (int start = 0; start < query.length(); start = end + 1) {
            end = query.indexOf('&', start);
            if (end < 0) {
                end = query.length();
            }
            while (start < end && query.charAt(start) == '=') {
                start++;
            }
            if (start < end) {
                int equals = query.indexOf('=', start);
                int name = equals < 0 || equals > end ? end : equals;
                put(values, query.substring(start, name), query.substring(Math.min(name + 1, end), end));
            }
        }
        return values;
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (values.put(name, value) != null) {
            throw InvalidRequest.in(shown(name), "The parameter is given more than once.");
        }
    }

    /** Refuses any name that is not in {@code known}: a misspelt option would be ignored silently. */
    Fields onlyKnown(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw InvalidRequest.in(
                        shown(name), "There is no such option. There are: " + String.join(", ", known) + ".");
            }
        }
        return this;
    }

    /** The value, if there is one. */
    Optional<String> text(String name) {
        String value = values.get(name);
        if (value == null || value.isBlank() || value.strip().equals("null")) {
            return Optional.empty();
        }
        if (value.length() > LONGEST_VALUE) {
            throw InvalidRequest.in(name, "The value is longer than " + LONGEST_VALUE + " characters.");
        }
        if (value.indexOf('\0') >= 0) {
            throw InvalidRequest.in(name, "The value contains a NUL character.");
        }
        return Optional.of(value.strip());
    }

    /** The value whatever it is, if there is one: for options that are negotiated and never refused. */
    Optional<String> anyText(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The whole number, if there is one. */
    Optional<Integer> number(String name, int min, int max) {
        return text(name).map(text -> {
            int number;
            try {
                number = Integer.parseInt(text);
            } catch (NumberFormatException notANumber) {
                throw outside(name, min, max);
            }
            if (number < min || number > max) {
                throw outside(name, min, max);
            }
            return number;
        });
    }

    /** The truth value, if there is one. */
    Optional<Boolean> bool(String name) {
        return text(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidRequest.in(name, "It must be true or false.");
        });
    }

    private static InvalidRequest outside(String name, int min, int max) {
        return InvalidRequest.in(name, "It must be a whole number from " + min + " to " + max + ".");
    }

    /** A name fit to be given back: unknown names come from outside and may be anything. */
    static String shown(String name) {
        return name.matches("[A-Za-z0-9_.-]{1,64}") ? name : "(unreadable)";
    }
}
