package io.offerwallet.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which client a request comes from, by {@code Authorization: Basic} (its name, in any case, and a secret),
 * {@code Authorization: Bearer} or {@code X-Api-Key} (a secret alone). Immutable, thread-safe and non-blocking.
 *
 * <p>A secret that several clients have proves none of them without a name.
 *
 * <p>Holds no secret, only SHA-256 digests, and takes the same time whether a name is known or not and however much of a
 * secret is right.
 */
public final class Authenticator {
    private static final int LONGEST_HEADER = 1024;
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private final Keyring keyring;

    private Authenticator(Keyring keyring) {
        this.keyring = keyring;
    }

    /**
     * An authenticator for these clients; for none, it authenticates nobody.
     *
     * @param secrets each client's one or two live secrets, plain (at most 512 bytes of UTF-8; white space around it
     *     doesn't count) or as {@code sha256:} and the 64 hex digits of its digest
     * @throws IllegalArgumentException naming the client, and never its secret, when a client has no secret, more than
     *     two, an empty or a malformed one, or when two clients have the same name
     */
    public static Authenticator of(Map<Client, List<String>> secrets) {
        return new Authenticator(new Keyring(secrets));
    }

    /** All who can be authenticated. */
    public Set<Client> clients() {
        return keyring.clients();
    }

    /**
     * The client that the headers prove. Empty when there is no proof, or any of it is wrong: with both headers given,
     * both must prove the same client. Headers of more than 1,024 characters are not looked at.
     *
     * @param authorization the {@code Authorization} header, null when absent
     * @param apiKey the {@code X-Api-Key} header, null when absent
     */
    public Optional<Client> authenticate(@Nullable String authorization, @Nullable String apiKey) {
        if (apiKey == null) {
            return authorization == null ? Optional.empty() : byAuthorization(authorization);
        }
        Optional<Client> byKey = bySecret(apiKey);
        return authorization == null || byKey.equals(byAuthorization(authorization)) ? byKey : Optional.empty();
    }

    /** Tells the clients, no secret and no digest. */
    @Override
    public String toString() {
        return "Authenticator" + clients();
    }

    private Optional<Client> byAuthorization(String header) {
        if (header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        if (startsWith(header, BASIC)) {
            return byNameAndSecret(header.substring(BASIC.length()).strip());
        }
        return startsWith(header, BEARER) ? bySecret(header.substring(BEARER.length())) : Optional.empty();
    }

    /** RFC 7617: base64 of name, colon and secret; the name ends at the first colon. */
    private Optional<Client> byNameAndSecret(String base64) {
        byte[] pair;
        try {
            pair = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = 0;
        while (colon < pair.length && pair[colon] != ':') {
            colon++;
        }
        if (colon == pair.length) {
            return Optional.empty();
        }
        String name = new String(pair, 0, colon, StandardCharsets.UTF_8);
        return keyring.owner(name, pair, colon + 1);
    }

    private Optional<Client> bySecret(String secret) {
        return secret.length() > LONGEST_HEADER
                ? Optional.empty()
                : keyring.owner(secret.strip().getBytes(StandardCharsets.UTF_8), 0);
    }

    private static boolean startsWith(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
