package io.offerwallet.packaged;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Finds ids of users and other secrets in bytes that should have none. */
final class TracedIds {

    private TracedIds() {}

    /** Every spelling of any of the secrets that is in the bytes. */
    static Set<String> in(byte[] bytes, List<String> secrets) {
        String text = new String(bytes, ISO_8859_1);
        Set<String> found = new HashSet<>();
        for (String secret : secrets) {
            for (String spelling : spellings(secret)) {
                if (text.contains(spelling)) {
                    found.add(spelling);
                }
            }
        }
        return found;
    }

    private static Set<String> spellings(String secret) {
        Set<String> spellings = new HashSet<>(Set.of(
                secret,
                secret.toUpperCase(Locale.ROOT),
                secret.replace("-", "%2D"),
                secret.replace("-", "%2d"),
                secret.replace("-", ""),
                secret.replace("-", "").toUpperCase(Locale.ROOT)));
        addBase64(spellings, secret.getBytes(UTF_8));
        if (secret.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            UUID id = UUID.fromString(secret);
            byte[] raw = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
            spellings.add(new String(raw, ISO_8859_1));
            addBase64(spellings, raw);
        }
        return spellings;
    }

    private static void addBase64(Set<String> spellings, byte[] bytes) {
        spellings.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        spellings.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
