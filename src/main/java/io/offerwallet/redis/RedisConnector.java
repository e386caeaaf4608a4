package io.offerwallet.redis;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Connects to Redis, one try at a time, again and again until it succeeds or is closed. Its connections have an event loop that is
 * theirs for good; each connector has the next.
 */
final class RedisConnector {

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(200);

    private final Redis client;
    private final ContextInternal context;
    private final Consumer<RedisConnection> onConnected;
    private final Consumer<Throwable> onFailure;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * @param onConnected given every new connection; also one that was under way when this was closed
     * @param onFailure told of every try that failed
     */
    RedisConnector(Redis client, Vertx vertx, Consumer<RedisConnection> onConnected, Consumer<Throwable> onFailure) {
        this.client = client;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.onConnected = onConnected;
        this.onFailure = onFailure;
    }

    /** Does nothing while a try is under way. */
    void connect() {
        if (!closed && connecting.compareAndSet(false, true)) {
            context.runOnContext(here -> client.connect().onComplete(attempt -> {
                connecting.set(false);
                if (attempt.succeeded()) {
                    onConnected.accept(attempt.result());
                } else {
                    onFailure.accept(attempt.cause());
                    connectLater();
                }
            }));
        }
    }

    void connectLater() {
        if (!closed) {
            context.setTimer(BEFORE_ANOTHER_TRY.toMillis(), timer -> connect());
        }
    }

    /** Whether the caller is on the event loop of these connections. */
    boolean here() {
        return context.nettyEventLoop().inEventLoop();
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
