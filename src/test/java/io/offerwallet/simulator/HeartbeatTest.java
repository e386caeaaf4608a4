package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final NioEventLoopGroup loops = new NioEventLoopGroup(2);
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 50);
    private final Heartbeat heartbeat = new Heartbeat(loops, now::get);

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void comesAfterTheTimeAsLongAsAllAreAtWork() {
        for (int i = 0; i < 3; i++) {
            long later = now.addAndGet(1_000);
            await().atMost(LONGEST).until(() -> heartbeat.getAsLong() == later);
        }
    }

    @Test
    void staysWhereOneStandsStill() throws InterruptedException {
        for (EventExecutor loop : loops) {
            var standing = new CountDownLatch(1);
            var released = new CountDownLatch(1);
            Future<?> unused = loop.submit(() -> {
                standing.countDown();
                return released.await(LONGEST.toSeconds(), TimeUnit.SECONDS);
            });
            assertThat(standing.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();

            long before = now.get();
            now.addAndGet(1_000);
            await().during(Duration.ofMillis(100)).atMost(LONGEST).until(() -> heartbeat.getAsLong() == before);

            released.countDown();
            await().atMost(LONGEST).until(() -> heartbeat.getAsLong() == before + 1_000);
        }
    }

    /** What has waited may be found only after the first beat. */
    @Test
    void theFirstBeatAfterwardsDoesNotCountYet() throws InterruptedException {
        EventExecutor loop = loops.next();
        long before = now.get();
        var seen = new AtomicLong();
        var done = new CountDownLatch(1);
        loop.execute(() -> {
            // Beats that are due meanwhile come behind this task, and what it queues now behind their first.
            now.addAndGet(1_000);
            var wait = System.nanoTime() + Duration.ofMillis(50).toNanos();
            while (System.nanoTime() < wait) {
                Thread.onSpinWait();
            }
            Future<?> unused = loop.schedule(
                    () -> {
                        seen.set(heartbeat.getAsLong());
                        done.countDown();
                    },
                    1,
                    TimeUnit.MILLISECONDS);
        });
        assertThat(done.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasValue(before);
    }
}
