package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopTimersTest {

    private static final Duration SOON = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private final EventLoopTimers timers = new EventLoopTimers(vertx);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void endsInTheContextThatStartedItAndNotBeforeItsTime() {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Context> ended = new CompletableFuture<>();
        long since = System.nanoTime();
        context.runOnContext(begin -> start(SOON, () -> ended.complete(Vertx.currentContext())));
        assertThat(ended.join()).isSameAs(context);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThanOrEqualTo(SOON);
    }

    @Test
    void endsWhereNoContextIs() {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        start(Duration.ZERO, () -> ended.complete(Context.isOnEventLoopThread()));
        assertThat(ended.join()).isTrue();
    }

    @Test
    void isTakenBack() {
        AtomicInteger ended = new AtomicInteger();
        vertx.getOrCreateContext().runOnContext(begin -> {
            Future<?> timer = timers.start(SOON, ended::incrementAndGet);
            timer.cancel(false);
            start(SOON, ended::incrementAndGet);
        });
        await().untilAtomic(ended, greaterThan(0));
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertThat(ended).hasValue(1);
    }

    private void start(Duration time, Runnable task) {
        Future<?> timer = timers.start(time, task);
        assertThat(timer.isCancelled()).isFalse();
    }
}
