package io.offerwallet.ops;

import io.netty.channel.EventLoop;
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
 *
 * <p>A loop that was busy ends timers before it reads what has come meanwhile: who is waited for would be called late, and was in
 * time. So a timer whose time is over lets its loop read once more before it ends.
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
        EventLoop loop = context.nettyEventLoop();
        return loop.schedule(
                () -> {
                    Future<?> unused = loop.schedule(() -> context.emit(task, Runnable::run), 0, TimeUnit.NANOSECONDS);
                },
                time.toNanos(),
                TimeUnit.NANOSECONDS);
    }
}
