package io.offerwallet.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RoundsTest {

    private static final int TIMES = 50_000;
    private static final int THREADS = 4;

    private final List<UniEmitter<? super Integer>> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Rounds<String, Integer> rounds =
            new Rounds<>(key -> Uni.createFrom().emitter(asked::add));

    @Test
    void whoComesDuringAQuestionSharesTheNext() {
        ask("a", "first");
        ask("a", "second");
        ask("b", "other");
        ask("a", "third");
        assertThat(asked).as("one about each key").hasSize(2);

        asked.get(0).complete(1);
        assertThat(told).containsExactly("first: 1");
        assertThat(asked).as("and one for both who came later").hasSize(3);

        ask("a", "fourth");
        asked.get(2).complete(2);
        assertThat(told).containsExactly("first: 1", "second: 2", "third: 2");

        asked.get(3).complete(3);
        asked.get(1).complete(4);
        assertThat(told).endsWith("fourth: 3", "other: 4");
        assertThat(rounds.underWay()).isZero();
    }

    @Test
    void aFailureIsThatOfThoseWhoShareIt() {
        ask("a", "first");
        ask("a", "second");
        asked.get(0).fail(new IllegalStateException("a bug"));
        assertThat(told).containsExactly("first: a bug");
        asked.get(1).complete(1);
        assertThat(told).containsExactly("first: a bug", "second: 1");
        assertThat(rounds.underWay()).isZero();
    }

    @Test
    void aQuestionThatCannotBeAskedFails() {
        Rounds<String, Integer> broken = new Rounds<>(key -> {
            throw new IllegalStateException("a bug");
        });
        ask(broken, "a", "first");
        ask(broken, "a", "second");
        assertThat(told).containsExactly("first: a bug", "second: a bug");
        assertThat(broken.underWay()).isZero();
    }

    @Test
    void whoLeavesRobsNobody() {
        Cancellable first = ask("a", "first");
        Cancellable second = ask("a", "second");
        ask("a", "third");
        first.cancel();
        second.cancel();
        asked.get(0).complete(1);
        asked.get(1).complete(2);
        assertThat(told).containsExactly("third: 2");
        assertThat(rounds.underWay()).isZero();
    }

    /** Every end meets others that are just coming: nobody may be left behind, told twice, or told what is older than itself. */
    @Test
    @Timeout(60)
    void nobodyIsLeftBehindNorToldWhatIsOlder() throws Exception {
        AtomicInteger moments = new AtomicInteger();
        AtomicInteger answers = new AtomicInteger();
        AtomicInteger tooOld = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        ExecutorService answering = Executors.newSingleThreadExecutor();
        try {
            Rounds<String, Integer> counted =
                    new Rounds<>(key -> Uni.createFrom().emitter(emitter -> {
                        int moment = moments.incrementAndGet();
                        answering.execute(() -> emitter.complete(moment));
                    }));
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                all.add(threads.submit(() -> {
                    together.await();
                    for (int time = 0; time < TIMES; time++) {
                        int came = moments.get();
                        counted.ask("a").subscribe().with(answer -> {
                            answers.incrementAndGet();
                            if (answer <= came) {
                                tooOld.incrementAndGet();
                            }
                        });
                    }
                    return null;
                }));
            }
            for (Future<?> thread : all) {
                thread.get();
            }
            while (counted.underWay() > 0) {
                Thread.onSpinWait();
            }
            answering.shutdown();
            assertThat(answering.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            threads.shutdownNow();
            answering.shutdownNow();
        }
        assertThat(answers).hasValue(THREADS * TIMES);
        assertThat(tooOld).hasValue(0);
        assertThat(moments).as("shared").hasValueLessThan(THREADS * TIMES);
    }

    /** As while Redis isn't asked: who comes meanwhile, again and again, must not nest. */
    @Test
    void manyRoundsThatAreAnsweredAtOnceTakeNoStack() {
        AtomicInteger left = new AtomicInteger(TIMES);
        AtomicInteger answers = new AtomicInteger();
        List<Runnable> meanwhile = new ArrayList<>();
        Rounds<String, Integer> immediate = new Rounds<>(key -> {
            if (left.decrementAndGet() > 0) {
                meanwhile.forEach(Runnable::run);
            }
            return Uni.createFrom().item(1);
        });
        Runnable another = () -> immediate.ask("a").subscribe().with(answer -> answers.incrementAndGet());
        meanwhile.add(another);
        another.run();
        assertThat(answers).hasValue(TIMES);
        assertThat(immediate.underWay()).isZero();
    }

    private Cancellable ask(String key, String name) {
        return ask(rounds, key, name);
    }

    private Cancellable ask(Rounds<String, Integer> whom, String key, String name) {
        return whom.ask(key)
                .subscribe()
                .with(
                        answer -> told.add(name + ": " + answer),
                        failure -> told.add(name + ": " + failure.getMessage()));
    }
}
