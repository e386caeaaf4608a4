package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.redis.RedisClientOptions;
import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisLinks;
import io.offerwallet.redis.RedisListener;
import io.offerwallet.redis.RedisSettings;
import io.offerwallet.wallet.Freshness;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.PrewarmSettings;
import io.offerwallet.wallet.WalletSettings;
import io.quarkus.redis.client.RedisClientName;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together what processes share. Nothing here is made in a process that has no Redis. */
final class SharedBeans {

    /** Of a request's time, so that who waits for a process that died has as much for a call of its own. */
    private static final int LEASES_PER_DEADLINE = 2;

    /** A process that gets no processor for a moment must come to renew its leases. */
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(200);

    /** However much time requests have, a process that died isn't waited for any longer. */
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(2);

    /** Larger than anything that was ever put there: several pages of SessionM's, joined. */
    private static final long MOST_BYTES = 64L << 20;

    @Produces
    @Singleton
    SharedTier tier(
            RedisSettings settings,
            WalletSettings wallet,
            Freshness freshness,
            PrewarmSettings prewarm,
            RedisLinks links,
            RedisCommands commands,
            @RedisClientName(RedisClientOptions.SUBSCRIBING) Instance<Redis> subscribing,
            @ConfigProperty(name = "sessionm.retailer-id") Optional<String> retailer,
            WalletMemory memory,
            InstantSource clock,
            Instance<RedisListener> listeners,
            Vertx vertx) {
        Listeners<RedisListener> all = new Listeners<>(listeners);
        RedisKeys keys = new RedisKeys(settings.keyPrefix(), settings.hashKey().orElseThrow(), retailer.orElseThrow());
        String name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Membership membership = new Membership(name, commands, keys, System::nanoTime);
        PurgeMarks<String> marks = new PurgeMarks<>(CacheBeans.longestUse(freshness, prewarm), Ticker.systemTicker());
        PurgeBus bus = new PurgeBus(commands, keys, membership, marks, System::nanoTime);
        LoadLeases leases = new LoadLeases(
                commands,
                lease(wallet.deadline()),
                CacheBeans.LONGEST_LOAD,
                name,
                keys.podChannel(name),
                System::nanoTime);
        RedisWallets wallets = new RedisWallets(commands, clock, CacheBeans.LONGEST_LOAD, MOST_BYTES);
        SharedWalletStore store =
                new SharedWalletStore(memory, keys, wallets, leases, membership, marks, bus, clock, all);
        RedisPauses pauses = new RedisPauses(name, commands, keys);
        SharedTier tier =
                new SharedTier(vertx, links, subscribing.get(), keys, store, membership, leases, bus, pauses, all);
        tier.open();
        return tier;
    }

    void close(@Disposes SharedTier tier) {
        tier.close();
    }

    private static Duration lease(Duration deadline) {
        Duration part = deadline.dividedBy(LEASES_PER_DEADLINE);
        Duration longEnough = Collections.max(List.of(part, SHORTEST_LEASE));
        return Collections.min(List.of(longEnough, LONGEST_LEASE));
    }
}
