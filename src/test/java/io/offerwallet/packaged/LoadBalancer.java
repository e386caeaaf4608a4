package io.offerwallet.packaged;

import static org.awaitility.Awaitility.await;

import io.offerwallet.packaged.Customers.Customer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands a steady load to the pods as a load balancer does: to those whose readiness was up when it last looked, over
 * connections that it keeps open. A request that fails is not tried elsewhere, so each of them counts. Closing it ends the
 * load.
 */
final class LoadBalancer implements AutoCloseable {

    /** Far oftener than in a cluster, as the pods wait for it far shorter than there. */
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    private static final int MOST_AT_ONCE = 256;

    private final Customers customers;
    private final AnswerCheck check;
    private final Map<Pod, Boolean> pods = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledExecutorService sending = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile String secret = Pod.SECRET;

    private LoadBalancer(Customers customers, AnswerCheck check) {
        this.customers = customers;
        this.check = check;
    }

    static LoadBalancer start(List<Pod> pods, Customers customers, AnswerCheck check, int walletsPerSecond) {
        LoadBalancer balancer = new LoadBalancer(customers, check);
        pods.forEach(balancer::add);
        var looks = balancer.looking.scheduleWithFixedDelay(
                balancer::look, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        var sends = balancer.sending.scheduleAtFixedRate(
                balancer::send, 0, 1_000_000 / walletsPerSecond, TimeUnit.MICROSECONDS);
        if (looks.isDone() || sends.isDone()) {
            throw new IllegalStateException("The load has ended before it began.");
        }
        return balancer;
    }

    /** One more pod, which gets requests as soon as it is ready. */
    void add(Pod pod) {
        pods.put(pod, pod.process().isReady());
    }

    /** From now on Braze sends another secret. */
    void send(String another) {
        secret = another;
    }

    void awaitInUse(Pod pod) {
        await().until(() -> pods.getOrDefault(pod, false));
    }

    void awaitOutOfUse(Pod pod) {
        await().until(() -> !pods.getOrDefault(pod, false));
    }

    /** Ends it, and waits for what is under way. */
    @Override
    public void close() {
        sending.shutdownNow();
        looking.shutdownNow();
        await().atMost(Duration.ofSeconds(30)).until(() -> free.availablePermits() == MOST_AT_ONCE);
    }

    private void look() {
        pods.replaceAll((pod, wasReady) -> pod.process().isReady());
    }

    private void send() {
        List<Pod> ready = pods.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        if (!free.tryAcquire()) {
            return;
        }
        Customer customer = customers.get(ThreadLocalRandom.current().nextInt(customers.count()));
        String culture = Customers.CULTURES.get(ThreadLocalRandom.current().nextInt(Customers.CULTURES.size()));
        int oldest = customer.oldest();
        Pod pod = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
        // By POST, which the client doesn't send a second time by itself.
        pod.post(customer.userId(), culture, secret)
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        check.wallet(customer, culture, oldest, answer);
                    } else {
                        check.noAnswer(pod, failure);
                    }
                    free.release();
                })
                .exceptionally(counted -> null);
    }
}
