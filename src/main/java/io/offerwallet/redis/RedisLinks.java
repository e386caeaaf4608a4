package io.offerwallet.redis;

import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.Timers;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The connections that this process sends commands over. Thread-safe. */
public final class RedisLinks {

    private final List<RedisLink> links;
    private final Timers timers;
    private final AtomicInteger next = new AtomicInteger();

    /** @param onFailure told whenever one can't be connected */
    public RedisLinks(int count, Redis client, Vertx vertx, Timers timers, Consumer<Throwable> onFailure) {
        this.links = IntStream.range(0, count)
                .mapToObj(number -> new RedisLink(client, vertx, onFailure))
                .toList();
        this.timers = timers;
    }

    /** Connects, or connects anew. */
    public void renew() {
        links.forEach(RedisLink::renew);
    }

    /** To be called more often than once in two seconds: who hears nothing for so long is taken for hung, and closed. */
    public void beat() {
        links.forEach(RedisLink::beat);
    }

    public void close() {
        links.forEach(RedisLink::close);
    }

    /**
     * They take turns; but who is on an event loop that has some has one of those. It needn't hand over what it asks, nor is an
     * answer taken for late that its own loop was too busy to read.
     */
    RedisLink next() {
        int turn = Math.floorMod(next.getAndIncrement(), links.size());
        for (int i = 0; i < links.size(); i++) {
            RedisLink link = links.get((turn + i) % links.size());
            if (link.here()) {
                return link;
            }
        }
        return links.get(turn);
    }

    /** Commands over these connections, each of which is answered within this time or fails. */
    public RedisCommands bounded(Duration timeout, Listeners<RedisListener> listeners) {
        return new BoundedRedis(this, timers, timeout, listeners);
    }

    /** The same, and none is sent for a while if most of them fail. */
    public RedisCommands guarded(Duration timeout, Listeners<RedisListener> listeners) {
        return new GuardedRedis(this, timers, timeout, listeners);
    }
}
