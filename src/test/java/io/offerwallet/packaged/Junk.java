package io.offerwallet.packaged;

import io.offerwallet.testing.RedisServer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** So much of it in a Redis that nothing more goes in. Closing takes it out again. */
final class Junk implements AutoCloseable {

    private static final String PREFIX = "junk:";
    private static final String MEGABYTES = "16mb";

    private final RedisServer redis;
    private int count;

    private Junk(RedisServer redis) {
        this.redis = redis;
    }

    static Junk fill(RedisServer redis) {
        Junk junk = new Junk(redis);
        try (Jedis client = redis.client()) {
            client.configSet("maxmemory-policy", "noeviction");
            client.configSet("maxmemory", MEGABYTES);
        }
        junk.fillAgain();
        return junk;
    }

    /** Fills what has become free since. */
    void fillAgain() {
        try (Jedis client = redis.client()) {
            for (int size : new int[] {64 * 1024, 4 * 1024, 256}) {
                fillBy(client, "x".repeat(size));
            }
        }
    }

    private void fillBy(Jedis client, String value) {
        try {
            while (count < 1_000_000) {
                client.set(PREFIX + count, value);
                count++;
            }
            throw new IllegalStateException("It takes no end.");
        } catch (JedisDataException full) {
            if (!String.valueOf(full.getMessage()).startsWith("OOM")) {
                throw full;
            }
        }
    }

    @Override
    public void close() {
        try (Jedis client = redis.client()) {
            client.configSet("maxmemory", "0");
            for (int i = 0; i < count; i++) {
                client.unlink(PREFIX + i);
            }
        }
    }
}
