package io.offerwallet.ops;

import io.offerwallet.wallet.Timers;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Timers of the event loop that starts them, in whose context of Vert.x' they end. Netty's own: one of Vert.x' takes
 * twice the memory, and each request that waits has one.
 */
@Singleton
final class EventLoopTimers implements Timers {

    private final VertxInternal vertx;

    EventLoopTimers(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    @Override
    public Future<?> start(Duration time, Runnable task) {
        ContextInternal context = vertx.getOrCreateContext();
        return context.nettyEventLoop()
                .schedule(() -> context.emit(task, Runnable::run), time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
