package io.offerwallet.packaged;

import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.Users;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** So many wallets a second, every one of somebody else, asked for on all pods in turn. Closing it ends it. */
final class Demand implements AutoCloseable {

    private static final int MOST_AT_ONCE = 400;

    private final Deployment deployment;
    private final int perSecond;
    private final Consumer<Answer> onAnswer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final AtomicInteger asked = new AtomicInteger();

    /** @param onAnswer given every answer there is, by any thread */
    Demand(Deployment deployment, int perSecond, Consumer<Answer> onAnswer) {
        this.deployment = deployment;
        this.perSecond = perSecond;
        this.onAnswer = onAnswer;
        var asking = clock.scheduleAtFixedRate(this::ask, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
        if (asking.isDone()) {
            throw new IllegalStateException("The demand has ended before it began.");
        }
    }

    private void ask() {
        if (free.tryAcquire()) {
            deployment
                    .pod(asked.getAndIncrement() % deployment.pods().size())
                    .ask(Users.somebody(), Pod.EN)
                    .whenComplete((answer, failure) -> free.release())
                    .thenAccept(onAnswer)
                    .exceptionally(noAnswer -> null);
        }
    }

    int asked() {
        return asked.get();
    }

    void goesOnFor(Duration time) {
        int wanted = asked.get() + (int) (perSecond * time.toMillis() / 1000);
        await().atMost(time.plusSeconds(30)).until(() -> asked.get() >= wanted);
    }

    void goesOnUntil(Deployment all, Predicate<Pod> state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> all.pods().stream().allMatch(state));
    }

    /** Asks no more, and waits for what was asked. */
    void end() {
        clock.shutdownNow();
        await().atMost(Duration.ofSeconds(30)).until(() -> free.availablePermits() == MOST_AT_ONCE);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
