package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
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

    @Test
    void whatCameWhileTheLoopWasBusyIsReadFirst() {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        CountDownLatch sent = new CountDownLatch(1);
        Vertx other = Vertx.vertx();
        try {
            int port = other.createNetServer()
                    .connectHandler(
                            peer -> peer.handler(asked -> peer.write("answer").onSuccess(written -> sent.countDown())))
                    .listen(0, "localhost")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            vertx.getOrCreateContext().runOnContext(begin -> vertx.createNetClient()
                    .connect(port, "localhost")
                    .onSuccess(peer -> {
                        peer.handler(answer -> events.add("read"));
                        peer.write("question").onSuccess(asked -> {
                            start(SOON, () -> events.add("too late"));
                            busyUntil(sent);
                        });
                    }));
            await().until(() -> events.size() == 2);
        } finally {
            other.close().toCompletionStage().toCompletableFuture().join();
        }
        assertThat(events).containsExactly("read", "too late");
    }

    /** Until the answer is there, and the timer's time is over. */
    private static void busyUntil(CountDownLatch sent) {
        try {
            sent.await();
            Thread.sleep(SOON.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Duration time, Runnable task) {
        Future<?> timer = timers.start(time, task);
        assertThat(timer.isCancelled()).isFalse();
    }
}
