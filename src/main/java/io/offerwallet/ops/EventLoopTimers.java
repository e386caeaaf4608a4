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
 * <p>A loop that was busy ends timers before it reads what has come meanwhile. Who is waited for would be called late though
 * it was in time; so a timer that ends late itself lets the loop read first.
 */
@Singleton
final class EventLoopTimers implements Timers {

    /** Netty rounds up to a whole millisecond; what is later than some of them is no rounding. */
    private static final long BUSY_NANOS = Duration.ofMillis(5).toNanos();

    private final VertxInternal vertx;

    EventLoopTimers(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    @Override
    public Future<?> start(Duration time, Runnable task) {
        ContextInternal context = vertx.getOrCreateContext();
        EventLoop loop = context.nettyEventLoop();
        long late = System.nanoTime() + time.toNanos() + BUSY_NANOS;
        return loop.schedule(
                () -> {
                    if (System.nanoTime() - late > 0) {
                        Future<?> unused =
                                loop.schedule(() -> context.emit(task, Runnable::run), 0, TimeUnit.NANOSECONDS);
                    } else {
                        context.emit(task, Runnable::run);
                    }
                },
                time.toNanos(),
                TimeUnit.NANOSECONDS);
    }
}
