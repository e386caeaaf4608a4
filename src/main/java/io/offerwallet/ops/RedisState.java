package io.offerwallet.ops;

import io.offerwallet.redis.RedisListener;
import io.offerwallet.redis.RedisSettings;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** How Redis is doing, as far as we know, and the log lines that say when it changes. */
@Singleton
final class RedisState implements RedisListener {

    private static final Logger LOG = Logger.getLogger(RedisState.class);

    /** While Redis is out of reach there are several tries a second; one line of them now and then is enough. */
    private final Seldom connection;

    private final boolean used;
    private final AtomicBoolean alone = new AtomicBoolean();
    private final AtomicBoolean listening = new AtomicBoolean();

    RedisState(RedisSettings settings, InstantSource clock) {
        this.used = RedisSettings.present(settings);
        this.connection = new Seldom(clock);
    }

    /** Whether there is a Redis at all. */
    boolean used() {
        return used;
    }

    /** Whether the cache is less than it should be: not shared, or without this process' memory. */
    boolean degraded() {
        return used && (alone.get() || !listening.get());
    }

    @Override
    public void leftAlone(boolean now) {
        if (alone.getAndSet(now) == now) {
            return;
        }
        if (now) {
            LOG.warn("Redis doesn't answer: every process goes on by itself, without a cache.");
        } else {
            LOG.info("Redis answers again.");
        }
    }

    @Override
    public void listening(boolean now) {
        if (listening.getAndSet(now) == now) {
            return;
        }
        if (now) {
            LOG.info("Purges by other processes are heard: this process' memory is used.");
        } else {
            LOG.warn("Purges by other processes aren't heard: this process' memory isn't used.");
        }
    }

    @Override
    public void connectionFailed(String reason) {
        connection.say(() -> LOG.warnf("No connection to Redis: %s", reason));
    }
}
