package io.offerwallet.wallet;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * SessionM's identifier of a customer: a GUID in its canonical, lower-case form.
 *
 * <p>{@link #toString()} hides the value, so that a user id can't slip into a log by concatenation; whoever needs it
 * says {@link #value()}.
 *
 * @param value the 36 characters of the GUID, lower case
 */
public record UserId(String value) {

    private static final int LENGTH = 36;
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    public UserId {
        if (value.length() != LENGTH || !GUID.matcher(value).matches()) {
            // The value itself stays out of the message: it may be somebody's e-mail address.
            throw new IllegalArgumentException("A user id must be a GUID in lower case.");
        }
    }

    /** Reads a GUID in either case; empty when it is none. */
    public static Optional<UserId> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        String canonical = text.toLowerCase(Locale.ROOT);
        return GUID.matcher(canonical).matches() ? Optional.of(new UserId(canonical)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "UserId[hidden]";
    }
}
