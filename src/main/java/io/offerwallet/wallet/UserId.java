package io.offerwallet.wallet;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * SessionM's identifier of a customer: a GUID in its canonical, lower-case form.
 *
 * <p>{@link #toString()} hides the value, so that a user id can't slip into a log by concatenation; whoever needs it
 * says {@link #value()}.
 *
 * @param value the 36 characters of the GUID, lower case
 */
public record UserId(String value) {

    private static final byte[] GUID = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx".getBytes(StandardCharsets.US_ASCII);

    public UserId {
        if (!isGuid(value)) {
            // The value itself stays out of the message: it may be somebody's e-mail address.
            throw new IllegalArgumentException("A user id must be a GUID in lower case.");
        }
    }

    /** Reads a GUID in either case; empty when it is none. */
    public static Optional<UserId> parse(String text) {
        if (text.length() != GUID.length) {
            return Optional.empty();
        }
        String canonical = text.toLowerCase(Locale.ROOT);
        return isGuid(canonical) ? Optional.of(new UserId(canonical)) : Optional.empty();
    }

    /** By hand, and of bytes: every request asks twice, and other ways were a visible part of a hit in the native image. */
    private static boolean isGuid(String text) {
        byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
        if (characters.length != GUID.length) {
            return false;
        }
        for (int i = 0; i < GUID.length; i++) {
            byte c = characters[i];
            boolean fits = GUID[i] == '-' ? c == '-' : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "UserId[hidden]";
    }
}
