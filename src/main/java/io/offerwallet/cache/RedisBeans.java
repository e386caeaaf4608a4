package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.wallet.Freshness;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.WalletSettings;
import io.quarkus.redis.client.RedisClientName;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts together what processes share. Nothing here is made in a process that has no Redis. */
final class RedisBeans {

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
    Links links(RedisSettings settings, Instance<Redis> client, Vertx vertx, Instance<RedisListener> listeners) {
        // Before anything is made of the settings.
        check(settings);
        Listeners<RedisListener> all = new Listeners<>(listeners);
        return new Links(IntStream.range(0, settings.connections())
                .mapToObj(number -> new RedisLink(
                        client.get(),
                        vertx,
                        failure -> all.tell(listener -> listener.connectionFailed(RedisTrouble.reason(failure)))))
                .toList());
    }

    @Produces
    @Singleton
    RedisCommands commands(RedisSettings settings, Links links, Instance<RedisListener> listeners) {
        return new GuardedRedis(links.all(), settings.commandTimeout(), new Listeners<>(listeners));
    }

    @Produces
    @Singleton
    SharedTier tier(
            RedisSettings settings,
            WalletSettings wallet,
            Freshness freshness,
            Links links,
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
        PurgeMarks<String> marks =
                new PurgeMarks<>(freshness.hardLimit().plus(CacheBeans.LONGEST_LOAD), Ticker.systemTicker());
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
        SharedTier tier = new SharedTier(
                vertx, links.all(), subscribing.get(), keys, store, membership, leases, bus, pauses, all);
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

    private static void check(RedisSettings settings) {
        if (settings.url().isPresent() && settings.hosts().isPresent()) {
            throw new IllegalArgumentException(
                    "REDIS_URL and REDIS_HOSTS are both set: one server, or several of a cluster or sentinels");
        }
        if (settings.masterName().isPresent() && settings.hosts().isEmpty()) {
            throw new IllegalArgumentException("REDIS_MASTER_NAME is set, but not REDIS_HOSTS, the sentinels to ask");
        }
        if (settings.hashKey().isEmpty()) {
            throw new IllegalArgumentException(
                    "REDIS_HASH_KEY is missing: the key of the hash under which users are known in Redis");
        }
        if (settings.username().isPresent() && settings.password().isEmpty()) {
            throw new IllegalArgumentException("REDIS_USERNAME is set, but not REDIS_PASSWORD");
        }
        if (settings.connections() < 1) {
            throw new IllegalArgumentException(
                    "REDIS_CONNECTIONS must be 1 or more, but is " + settings.connections() + ".");
        }
        hosts(settings).forEach(RedisBeans::check);
    }

    private static void check(URI host) {
        boolean address = "redis".equals(host.getScheme()) || "rediss".equals(host.getScheme());
        if (!address || host.getHost() == null || host.getRawUserInfo() != null) {
            // Not the address itself, which may hold a password.
            throw new IllegalArgumentException("REDIS_URL and REDIS_HOSTS must be like redis://host:6379 or"
                    + " rediss://host:6379, without user or password, which REDIS_USERNAME and REDIS_PASSWORD hold.");
        }
    }

    static List<URI> hosts(RedisSettings settings) {
        return settings.hosts().orElseGet(() -> settings.url().stream().toList());
    }

    /** The connections that commands are sent over. */
    record Links(List<RedisLink> all) {}
}
