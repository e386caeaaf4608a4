package io.offerwallet.simulator;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * GUIDs with a meaning of their own. The last eight digits are free, so that there are many of each.
 *
 * <ul>
 *   <li>{@code 00000000-0000-4000-8000-4040????????}: unknown, told by an error envelope under 200;
 *   <li>{@code 00000000-0000-4000-8000-4041????????}: unknown, told by the same envelope under 404;
 *   <li>{@code 00000000-0000-4000-8000-1000NNNNNNNN}: has exactly N offers, N read as a decimal number, at most 100,000.
 *       Where the eight digits are not decimal the user is an ordinary one;
 *   <li>{@code 00000000-0000-4000-8000-2000????????}: an ordinary one none of whose offers ends today or before noon tomorrow.
 * </ul>
 */
final class SpecialUsers {
    static final int MOST_OFFERS = 100_000;

    private static final String UNKNOWN_IN_ENVELOPE = "00000000-0000-4000-8000-4040";
    private static final String UNKNOWN_BY_STATUS = "00000000-0000-4000-8000-4041";
    private static final String COUNTED = "00000000-0000-4000-8000-1000";
    private static final String LASTING = "00000000-0000-4000-8000-2000";
    private static final Pattern GUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{8}");

    private SpecialUsers() {}

    /** Stricter than {@link UUID#fromString}, which also takes groups that are too short. */
    static Optional<UUID> parse(String text) {
        return GUID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    static boolean unknownInEnvelope(UUID user) {
        return user.toString().startsWith(UNKNOWN_IN_ENVELOPE);
    }

    static boolean unknownByStatus(UUID user) {
        return user.toString().startsWith(UNKNOWN_BY_STATUS);
    }

    static boolean lasting(UUID user) {
        return user.toString().startsWith(LASTING);
    }

    static OptionalInt offersOf(UUID user) {
        var text = user.toString();
        var digits = text.substring(COUNTED.length());
        return text.startsWith(COUNTED) && DECIMAL.matcher(digits).matches()
                ? OptionalInt.of(Math.min(Integer.parseInt(digits), MOST_OFFERS))
                : OptionalInt.empty();
    }
}
