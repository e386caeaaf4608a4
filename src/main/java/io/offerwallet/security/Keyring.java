package io.offerwallet.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose secret is whose. Keeps SHA-256 digests only. Immutable and thread-safe.
 */
final class Keyring {
    /** Two, so that a new secret can be handed out before the old one is withdrawn. */
    private static final int MOST_SECRETS = 2;
    /** With a name of 64 letters, and in base64, still within the header that is read. */
    private static final int LONGEST_SECRET = 512;

    private static final String HASHED = "sha256:";
    private static final int DIGEST_LENGTH = 32;

    /** One for each thread: asking the provider for a digest, or for a copy of one, costs as much as the digest. */
    private final ThreadLocal<MessageDigest> sha256 = ThreadLocal.withInitial(Keyring::sha256);

    private final byte[][] digests;
    private final Client[] owners;

    Keyring(Map<Client, List<String>> secrets) {
        List<byte[]> digests = new ArrayList<>();
        List<Client> owners = new ArrayList<>();
        Set<String> names = new HashSet<>();
        secrets.forEach((client, own) -> {
            if (!names.add(client.name())) {
                throw new IllegalArgumentException("The client '" + client.name() + "' is configured twice");
            }
            if (own.isEmpty() || own.size() > MOST_SECRETS) {
                throw refused(client, "needs one secret, or two during a rotation, and has " + own.size());
            }
            Set<ByteBuffer> seen = new HashSet<>();
            for (String secret : own) {
                byte[] digest = digestOf(client, secret.strip());
                if (!seen.add(ByteBuffer.wrap(digest))) {
                    throw refused(client, "has the same secret twice");
                }
                digests.add(digest);
                owners.add(client);
            }
        });
        this.digests = digests.toArray(byte[][]::new);
        this.owners = owners.toArray(Client[]::new);
    }

    Set<Client> clients() {
        return Set.copyOf(List.of(owners));
    }

    /** The one client whose secret this is; empty if it is nobody's, or several clients', who must then say their name. */
    Optional<Client> owner(byte[] bytes, int from) {
        return only(bytes, from, "");
    }

    /** The client of that name, in any case, if this is a secret of it. */
    Optional<Client> owner(String name, byte[] bytes, int from) {
        return name.isEmpty() ? Optional.empty() : only(bytes, from, name);
    }

    /**
     * Goes through every secret, without stopping at a match, and compares in constant time: how long it takes tells
     * nothing about any of them.
     */
    private Optional<Client> only(byte[] bytes, int from, String name) {
        byte[] presented = digest(bytes, from);
        int matches = 0;
        int match = 0;
        for (int i = 0; i < digests.length; i++) {
            boolean same = MessageDigest.isEqual(presented, digests[i]);
            if (same && (name.isEmpty() || owners[i].name().equalsIgnoreCase(name))) {
                matches++;
                match = i;
            }
        }
        return matches == 1 ? Optional.of(owners[match]) : Optional.empty();
    }

    private byte[] digestOf(Client client, String secret) {
        if (secret.toLowerCase(Locale.ROOT).startsWith(HASHED)) {
            return parsed(client, secret.substring(HASHED.length()));
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            throw refused(client, "has an empty secret");
        }
        if (bytes.length > LONGEST_SECRET) {
            throw refused(client, "has a secret of more than " + LONGEST_SECRET + " bytes");
        }
        return digest(bytes, 0);
    }

    private static byte[] parsed(Client client, String hex) {
        byte[] digest = {};
        try {
            digest = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            // Its message quotes the text, which may be a secret.
        }
        if (digest.length != DIGEST_LENGTH) {
            throw refused(client, "has a secret that begins with 'sha256:', but not with 64 hex digits after it");
        }
        return digest;
    }

    private static IllegalArgumentException refused(Client client, String reason) {
        return new IllegalArgumentException("The client '" + client.name() + "' " + reason);
    }

    private byte[] digest(byte[] bytes, int from) {
        MessageDigest digest = sha256.get();
        digest.update(bytes, from, bytes.length - from);
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
