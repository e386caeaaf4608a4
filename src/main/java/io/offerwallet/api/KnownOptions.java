package io.offerwallet.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of queries that have been understood. A send asks for the wallets of all its recipients with the same few queries,
 * and to read one is the larger part of what there is to read in a call by path. Thread-safe.
 */
final class KnownOptions {

    /** A send has one for each culture and time zone of its recipients. */
    private static final int MOST = 1000;

    /** Characters; bounds what is held. */
    private static final int LONGEST = 256;

    private final Cache<String, WalletOptions> known =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** @param reading what it throws is thrown, and nothing is remembered */
    WalletOptions of(String query, Function<String, WalletOptions> reading) {
        if (query.length() > LONGEST) {
            return reading.apply(query);
        }
        @Nullable WalletOptions options = known.getIfPresent(query);
        if (options == null) {
            options = reading.apply(query);
            known.put(query, options);
        }
        return options;
    }
}
