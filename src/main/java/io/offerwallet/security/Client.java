package io.offerwallet.security;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A caller known by name.
 *
 * @param name letters and digits, kept in lower case: an environment variable can't tell cases apart, nor a dot from an
 *     underscore
 * @param roles what it may do
 */
public record Client(String name, Set<Role> roles) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,64}");

    /** @throws IllegalArgumentException when the name is anything but 1 to 64 ASCII letters and digits */
    public Client {
        name = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A client's name is made of 1 to 64 letters and digits, which '" + name + "' is not");
        }
        roles = Set.copyOf(roles);
    }
}
