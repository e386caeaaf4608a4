package io.offerwallet.ops;

import io.offerwallet.cache.RedisListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** How Redis is doing, as far as we know, and the log lines that say when it changes. */
@Singleton
final class RedisState implements RedisListener {

    private static final Logger LOG = Logger.getLogger(RedisState.class);

    /** While Redis is out of reach there are several tries a second; one line of them now and then is enough. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final AtomicBoolean alone = new AtomicBoolean();
    private final AtomicBoolean listening = new AtomicBoolean();
    private final AtomicReference<Instant> saidBroken = new AtomicReference<>(Instant.EPOCH);

    RedisState(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the cache is less than it should be: not shared, or without this process' memory. */
    boolean degraded() {
        return alone.get() || !listening.get();
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
        Instant now = clock.instant();
        Instant said = saidBroken.get();
        // The absolute value, because a clock that was put back must not silence this for long.
        if (Duration.between(said, now).abs().compareTo(QUIET) >= 0 && saidBroken.compareAndSet(said, now)) {
            LOG.warnf("No connection to Redis: %s", reason);
        }
    }
}
