package io.offerwallet.simulator.braze;

import java.util.HashMap;
import java.util.Map;

/**
 * Whom a message is rendered for.
 *
 * @param attributes what the profile holds, by the names that templates have in <code>${…}</code>; one that is missing
 *     renders as nothing
 */
public record Recipient(Map<String, String> attributes) {
    static final String USER_ID = "user_id";

    public Recipient {
        attributes = Map.copyOf(attributes);
    }

    public static Recipient of(String userId) {
        return new Recipient(Map.of(USER_ID, userId));
    }

    /** Somebody of whom the profile holds nothing at all. */
    public static Recipient unknown() {
        return new Recipient(Map.of());
    }

    /** The same recipient with one more attribute, for example {@code with("language", "fr")}. */
    public Recipient with(String attribute, String value) {
        var more = new HashMap<>(attributes);
        more.put(attribute, value);
        return new Recipient(more);
    }
}
