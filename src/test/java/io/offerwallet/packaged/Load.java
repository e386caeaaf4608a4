package io.offerwallet.packaged;

import io.offerwallet.packaged.Customers.Customer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A steady load on all pods, with every answer checked: so many wallets a second, whether or not they are answered, and
 * beside them one change and purge after the other. Pods that are killed get nothing more. Closing it ends it.
 */
final class Load implements AutoCloseable {

    /**
     * More than are ever under way where so many a second are answered. Where a machine has no time for that, a longer line would
     * have each of them answered after its deadline, which says nothing of the pods.
     */
    private static final int MOST_AT_ONCE = 64;

    private static final long BETWEEN_PURGES_MILLIS = 50;
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(2);

    private final List<Pod> pods;
    private final Customers customers;
    private final AnswerCheck check;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ScheduledExecutorService reading = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService purging = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger turn = new AtomicInteger();

    private Load(List<Pod> pods, Customers customers, AnswerCheck check) {
        this.pods = pods;
        this.customers = customers;
        this.check = check;
    }

    static Load start(List<Pod> pods, Customers customers, AnswerCheck check, int walletsPerSecond) {
        return start(pods, customers, check, walletsPerSecond, LONGEST_LOAD);
    }

    /** Starts one that ends by itself after {@code longest}, should nobody close it. */
    static Load start(List<Pod> pods, Customers customers, AnswerCheck check, int walletsPerSecond, Duration longest) {
        Load load = new Load(pods, customers, check);
        long end = System.nanoTime() + longest.toNanos();
        var reads = load.reading.scheduleAtFixedRate(
                () -> load.unlessAfter(end, load::read), 0, 1_000_000 / walletsPerSecond, TimeUnit.MICROSECONDS);
        var purges = load.purging.scheduleWithFixedDelay(
                () -> load.unlessAfter(end, load::purge), 0, BETWEEN_PURGES_MILLIS, TimeUnit.MILLISECONDS);
        if (reads.isDone() || purges.isDone()) {
            throw new IllegalStateException("The load has ended before it began.");
        }
        return load;
    }

    /** Ends it, and waits for what is under way. */
    @Override
    public void close() {
        reading.shutdownNow();
        purging.shutdown();
        try {
            if (!purging.awaitTermination(30, TimeUnit.SECONDS)
                    || !free.tryAcquire(MOST_AT_ONCE, 30, TimeUnit.SECONDS)) {
                throw new TimeoutException("requests go on");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    private void unlessAfter(long end, Runnable step) {
        try {
            if (System.nanoTime() < end) {
                step.run();
            }
        } catch (RuntimeException | Error failed) {
            check.noAnswer(pods.get(0), failed);
        }
    }

    private void read() {
        if (!free.tryAcquire()) {
            return;
        }
        Customer customer = anybody();
        String culture = Customers.CULTURES.get(ThreadLocalRandom.current().nextInt(Customers.CULTURES.size()));
        int oldest = customer.oldest();
        Pod pod = nextPod();
        pod.ask(customer.userId(), culture)
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        check.wallet(customer, culture, oldest, answer);
                    } else if (pod.isAlive()) {
                        check.noAnswer(pod, failure);
                    }
                    free.release();
                })
                .exceptionally(counted -> null);
    }

    private void purge() {
        Customer customer = anybody();
        int state = customer.change();
        Pod pod = nextPod();
        Answer answer;
        try {
            answer = pod.purge(customer.userId());
        } catch (CompletionException broken) {
            if (pod.isAlive()) {
                check.noAnswer(pod, broken);
            }
            return;
        }
        if (check.purge(answer)) {
            customer.acknowledge(state);
        }
    }

    private Customer anybody() {
        return customers.get(ThreadLocalRandom.current().nextInt(customers.count()));
    }

    private Pod nextPod() {
        List<Pod> alive = pods.stream().filter(Pod::isAlive).toList();
        return alive.get(Math.floorMod(turn.getAndIncrement(), alive.size()));
    }
}
