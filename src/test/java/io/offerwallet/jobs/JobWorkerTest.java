package io.offerwallet.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.jobs.ItemOutcome.Again;
import io.offerwallet.jobs.ItemOutcome.Done;
import io.offerwallet.jobs.ItemOutcome.Failed;
import io.offerwallet.jobs.Job.State;
import io.offerwallet.jobs.JobWorker.Times;
import io.offerwallet.wallet.Listeners;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobWorkerTest {

    private static final JobRequest REQUEST = new JobRequest("errand", Optional.empty(), Optional.empty(), Map.of());
    private static final int AT_ONCE = 3;

    private final Vertx vertx = Vertx.vertx();
    private final MemoryJobs store = new MemoryJobs(InstantSource.system(), Duration.ofHours(1), 1_000_000);
    private final Jobs jobs = new Jobs(store);
    private final List<String> carriedOut = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, ItemOutcome> scripted = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<UniEmitter<? super ItemOutcome>> held = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> heard = new ConcurrentHashMap<>();
    private final AtomicLong backlog = new AtomicLong(-1);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    private final JobWorker worker = new JobWorker(
            new Errands(),
            store,
            vertx,
            new Times(Duration.ofMillis(10), Duration.ofMillis(60)),
            new Listeners<>(List.of(new JobListener() {
                @Override
                public void carriedOut(String kind, String outcome, int items) {
                    heard.merge(kind + ' ' + outcome, items, Integer::sum);
                }

                @Override
                public void backlog(String kind, long items) {
                    backlog.set(items);
                }
            })));

    /** Does what the test scripted for an item by its text; what is called "held" ends when the test says. */
    private final class Errands implements JobKind {
        @Override
        public String name() {
            return "errand";
        }

        @Override
        public int concurrency() {
            return AT_ONCE;
        }

        @Override
        public Uni<ItemOutcome> carryOut(JobRequest job, byte[] item) {
            String text = new String(item, UTF_8);
            carriedOut.add(text);
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            Uni<ItemOutcome> outcome =
                    switch (text) {
                        case "bug" -> Uni.createFrom().failure(new IllegalStateException("made for this test"));
                        case "held" -> Uni.createFrom().emitter(emitter -> held.add(emitter));
                        default -> Uni.createFrom().item(scripted.getOrDefault(text, new Done("ok")));
                    };
            return outcome.onTermination().invoke(underWay::decrementAndGet);
        }
    }

    @BeforeEach
    void open() {
        // Mutiny's first use may not be by two threads at once.
        JobStoreContract.get(store.open("errand"));
        worker.open();
    }

    @AfterEach
    void close() {
        worker.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyItemIsCarriedOutAndCounted() {
        scripted.put("b", new Failed("broken"));
        Job job = ended(taken(List.of("a", "b", "c")));

        assertThat(carriedOut).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(job.items()).isEqualTo(new Job.Items(3, 2, 1, Map.of("ok", 2L, "broken", 1L)));
        assertThat(heard).isEqualTo(Map.of("errand ok", 2, "errand broken", 1));
    }

    @Test
    void manyItemsOfManyJobsAreCarriedOut() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(taken(Collections.nCopies(250, "job " + i)));
        }

        ids.forEach(id -> assertThat(ended(id).items().done()).isEqualTo(250));
        assertThat(carriedOut).hasSize(5 * 250);
        assertThat(mostUnderWay.get()).isBetween(1, AT_ONCE);
        await().until(() -> backlog.get() == 0);
    }

    @Test
    void aBugCostsTheItemAndNoMore() {
        Job job = ended(taken(List.of("a", "bug", "c")));

        assertThat(job.items().outcomes()).isEqualTo(Map.of("ok", 2L, "bug", 1L));
    }

    @Test
    void anItemIsTriedAFewTimes() {
        scripted.put("a", new Again(Duration.ofMillis(1), true, "failing"));

        Job job = ended(taken(List.of("a", "b")));

        assertThat(job.items().outcomes()).isEqualTo(Map.of("ok", 1L, "failing", 1L));
        assertThat(carriedOut.stream().filter("a"::equals)).hasSize(5);
    }

    @Test
    void anItemThatCannotBeTriedNowIsTriedWhenItCan() {
        scripted.put("a", new Again(Duration.ofMillis(1), false, "circuit_open"));
        String id = taken(List.of("a"));
        await().until(() -> carriedOut.size() > 20);
        scripted.put("a", new Done("ok"));

        assertThat(ended(id).items().outcomes()).isEqualTo(Map.of("ok", 1L));
    }

    @Test
    void whatOfACancelledJobIsNotBegunIsNotCarriedOut() {
        String id = taken(Collections.nCopies(50, "held"));
        await().until(() -> held.size() == AT_ONCE);

        Optional<Job> cancelled = JobStoreContract.get(jobs.cancel(id));

        assertThat(cancelled.orElseThrow().state()).isEqualTo(State.CANCELLED);
        // The worker hears of it by its next sign of life.
        await().until(() -> {
            UniEmitter<? super ItemOutcome> one = held.poll();
            if (one != null) {
                one.complete(new Done("ok"));
            }
            return underWay.get() == 0;
        });
        assertThat(carriedOut).hasSizeLessThan(50);
        assertThat(heard).isEmpty();
        String next = taken(List.of("a"));
        assertThat(ended(next).items().done()).as("the worker goes on").isEqualTo(1);
    }

    @Test
    void itIsToldOfAJobUntilItHasEnded() {
        String id = taken(List.of("held"));
        await().until(() -> !held.isEmpty());
        List<State> states = Collections.synchronizedList(new ArrayList<>());
        var end = jobs.follow(id)
                .invoke(job -> states.add(job.state()))
                .collect()
                .asList()
                .subscribeAsCompletionStage();
        await().until(() -> states.contains(State.RUNNING));

        held.poll().complete(new Done("ok"));

        assertThat(end.join()).last().satisfies(job -> assertThat(job.state()).isEqualTo(State.DONE));
        assertThat(states).containsOnlyOnce(State.DONE);
    }

    private String taken(List<String> items) {
        JobDraft draft = JobStoreContract.get(jobs.begin(REQUEST));
        for (String item : items) {
            draft.accept(List.of(item.getBytes(UTF_8)));
            if (draft.full()) {
                JobStoreContract.get(draft.keep());
            }
        }
        return JobStoreContract.get(draft.finish()).id();
    }

    private Job ended(String id) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> JobStoreContract.get(jobs.find(id)).orElseThrow(), job -> job.state()
                        .ended());
    }
}
