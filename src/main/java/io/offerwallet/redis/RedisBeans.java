package io.offerwallet.redis;

import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.Timers;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;

/** Makes the connections. Nothing here is made in a process that has no Redis. */
final class RedisBeans {

    @Produces
    @Singleton
    RedisLinks links(
            RedisSettings settings,
            Instance<Redis> client,
            Vertx vertx,
            Timers timers,
            Instance<RedisListener> listeners) {
        // Before anything is made of the settings.
        check(settings);
        Listeners<RedisListener> all = new Listeners<>(listeners);
        return new RedisLinks(
                settings.connections(),
                client.get(),
                vertx,
                timers,
                failure -> all.tell(listener -> listener.connectionFailed(RedisTrouble.reason(failure))));
    }

    @Produces
    @Singleton
    RedisCommands commands(RedisSettings settings, RedisLinks links, Instance<RedisListener> listeners) {
        return links.guarded(settings.commandTimeout(), new Listeners<>(listeners));
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
}
