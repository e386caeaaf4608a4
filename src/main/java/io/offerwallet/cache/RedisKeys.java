package io.offerwallet.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What things are called in Redis. Users are known by a keyed hash, never by their id (P9); the hash, which holds the
 * retailer too, is the hash tag, so that everything about one user is on one node of a cluster.
 */
final class RedisKeys {

    private static final int SHORTEST_HASH_KEY = 16;
    private static final String HMAC = "HmacSHA256";

    /** Half of the hash: enough for no two users ever to share one, and half the memory. */
    private static final int HASH_BYTES = 16;

    private final String prefix;
    private final SecretKeySpec secret;
    private final String retailer;

    /** @param hashKey the same in every process that shares the Redis */
    RedisKeys(String prefix, String hashKey, String retailer) {
        if (hashKey.length() < SHORTEST_HASH_KEY) {
            throw new IllegalArgumentException("REDIS_HASH_KEY must have " + SHORTEST_HASH_KEY
                    + " characters or more, but has " + hashKey.length() + ".");
        }
        if (prefix.isEmpty() || prefix.contains("{") || prefix.contains("}")) {
            throw new IllegalArgumentException(
                    "REDIS_KEY_PREFIX must be text without braces, but is '" + prefix + "'.");
        }
        this.prefix = prefix;
        this.secret = new SecretKeySpec(hashKey.getBytes(UTF_8), HMAC);
        this.retailer = retailer;
    }

    /**
     * The keys of one wallet.
     *
     * @param user what the user is known by
     * @param generation holds the user's purge generation; without it nothing about the user is current
     * @param wallet holds the wallet
     * @param lease held by the process whose turn it is to load the wallet
     * @param waiting the channels of the processes that wait for it
     * @param id what the wallet is called in messages
     */
    record Keys(String user, String generation, String wallet, String lease, String waiting, String id) {

        /** As scripts about a turn take them. */
        List<String> all() {
            return List.of(generation, wallet, lease, waiting);
        }
    }

    Keys of(WalletKey key) {
        String user = user(key.user());
        String which = hash(user + ' ' + key.cultureTag() + ' ' + text(key.variant()));
        String root = root(user);
        return new Keys(
                user,
                generation(user),
                root + "w:" + which,
                root + "l:" + which,
                root + "q:" + which,
                user + '.' + which);
    }

    String user(UserId user) {
        return hash(retailer + ' ' + user.value());
    }

    String generation(String user) {
        return root(user) + 'g';
    }

    /** The names of all processes. */
    String pods() {
        return prefix + ":{bus}:pods";
    }

    /** There while the process is. */
    String pod(String name) {
        return prefix + ":{bus}:pod:" + name;
    }

    /** Where the budget of calls is kept: its state, the calls of the last second, and those under way. */
    List<String> budget() {
        String root = prefix + ":{budget." + hash(retailer) + "}:";
        return List.of(root + "state", root + "made", root + "underway");
    }

    /** There while SessionM wants to be left alone; and the process that finds out whether it still does. */
    List<String> pause() {
        String root = prefix + ":{pause." + hash(retailer) + "}:";
        return List.of(root + "until", root + "probe");
    }

    /** Where every process hears of pauses. */
    String pausesChannel() {
        return prefix + ":pauses." + hash(retailer);
    }

    /** Where every process hears of purges. */
    String purgesChannel() {
        return prefix + ":purges";
    }

    /** Where one process hears what is for it alone. */
    String podChannel(String name) {
        return prefix + ":to:" + name;
    }

    private String root(String user) {
        return prefix + ":{" + user + "}:";
    }

    private static String text(Variant variant) {
        return variant instanceof Variant.Page page
                ? "page " + page.skip() + ' ' + page.take() + ' ' + page.includePendingExtendedData() + ' '
                        + page.passedOn()
                : "whole";
    }

    private String hash(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            byte[] whole = mac.doFinal(text.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, HASH_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + HMAC + ".", impossible);
        }
    }
}
