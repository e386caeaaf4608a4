package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.wallet.SingleFlight.Passenger;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SingleFlightTest {

    private static final int ROUNDS = 100_000;
    private static final int THREADS = 4;

    private final SingleFlight<String, Integer> flights = new SingleFlight<>();
    private final List<UniEmitter<? super Integer>> working = new ArrayList<>();

    @Test
    void whoComesWhileItIsUnderWayIsToldToo() {
        List<String> told = new ArrayList<>();
        flights.board("a", this::work, new Teller("first", told));
        flights.board("a", this::work, new Teller("second", told));
        flights.board("b", this::work, new Teller("other", told));
        flights.board("a", this::work, new Teller("third", told));
        assertThat(working).hasSize(2);
        assertThat(flights.underWay()).isEqualTo(2);

        working.get(0).complete(1);
        assertThat(told).containsExactly("first leads: 1", "second: 1", "third: 1");
        assertThat(flights.underWay()).isEqualTo(1);
    }

    @Test
    void aFailureIsEverybodys() {
        List<String> told = new ArrayList<>();
        flights.board("a", this::work, new Teller("first", told));
        flights.board("a", this::work, new Teller("second", told));
        working.get(0).fail(new IllegalStateException("a bug"));
        assertThat(told).containsExactly("first: a bug", "second: a bug");
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void workThatCannotBeginFails() {
        List<String> told = new ArrayList<>();
        flights.board(
                "a",
                () -> {
                    throw new IllegalStateException("a bug");
                },
                new Teller("first", told));
        assertThat(told).containsExactly("first: a bug");
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void whoComesWithTheResultStartsAnew() {
        List<String> told = new ArrayList<>();
        Passenger<Integer> second = new Teller("second", told);
        flights.board("a", this::work, new Teller("first", told) {
            @Override
            void landed(Integer result, boolean leader) {
                super.landed(result, leader);
                flights.board("a", SingleFlightTest.this::work, second);
            }
        });
        flights.board("a", this::work, new Teller("third", told));
        working.get(0).complete(1);
        assertThat(told).containsExactly("first leads: 1", "third: 1");
        working.get(1).complete(2);
        assertThat(told).contains("second leads: 2");
    }

    @Test
    void mayBoardAgainWhenItHasLanded() {
        AtomicInteger trips = new AtomicInteger();
        flights.board("a", this::work, new Passenger<>() {
            @Override
            void landed(Integer result, boolean leader) {
                if (trips.incrementAndGet() < 3) {
                    flights.board("a", SingleFlightTest.this::work, this);
                }
            }

            @Override
            void crashed(Throwable failure) {
                throw new AssertionError(failure);
            }
        });
        for (int trip = 0; trip < 3; trip++) {
            working.get(trip).complete(trip);
        }
        assertThat(trips).hasValue(3);
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void whoFindsAFlightThatLandsBeforeItHasBoardedStartsAnew() {
        SingleFlight<Key, Integer> watched = new SingleFlight<>();
        List<String> told = new ArrayList<>();
        watched.board(new Key(() -> {}), this::work, new Teller("first", told));
        Key second = new Key(() -> working.get(0).complete(1));
        watched.board(second, this::work, new Teller("second", told));
        assertThat(told).containsExactly("first leads: 1");
        working.get(1).complete(2);
        assertThat(told).containsExactly("first leads: 1", "second leads: 2");
    }

    /** Every landing meets others that are just boarding: nobody may be left behind, or told twice. */
    @Test
    @Timeout(60)
    void nobodyIsLeftBehind() throws Exception {
        AtomicInteger told = new AtomicInteger();
        AtomicInteger leaders = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                all.add(threads.submit(() -> {
                    together.await();
                    for (int round = 0; round < ROUNDS; round++) {
                        flights.board(
                                "a",
                                () -> {
                                    begun.incrementAndGet();
                                    return Uni.createFrom().item(1);
                                },
                                new Counting(told, leaders));
                    }
                    return null;
                }));
            }
            for (Future<?> thread : all) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(told).hasValue(THREADS * ROUNDS);
        assertThat(leaders).hasValue(begun.get());
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void joinedAsAUniItSaysTheSame() {
        List<String> told = new ArrayList<>();
        IntStream.range(0, 2).forEach(i -> flights.join("a", this::work)
                .subscribe()
                .with(landing -> told.add(i + ": " + landing.result() + " " + landing.leader())));
        working.get(0).complete(7);
        assertThat(told).containsExactly("0: 7 true", "1: 7 false");
    }

    private Uni<Integer> work() {
        return Uni.createFrom().emitter(working::add);
    }

    /** All of them are equal; something happens once, when this one is compared with another. */
    private static final class Key {

        private Runnable event;

        Key(Runnable event) {
            this.event = event;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Runnable happens = event;
            event = () -> {};
            happens.run();
            return other instanceof Key;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static class Teller extends Passenger<Integer> {

        private final String name;
        private final List<String> told;

        Teller(String name, List<String> told) {
            this.name = name;
            this.told = told;
        }

        @Override
        void landed(Integer result, boolean leader) {
            told.add(name + (leader ? " leads: " : ": ") + result);
        }

        @Override
        void crashed(Throwable failure) {
            told.add(name + ": " + failure.getMessage());
        }
    }

    private static final class Counting extends Passenger<Integer> {

        private final AtomicInteger told;
        private final AtomicInteger leaders;

        Counting(AtomicInteger told, AtomicInteger leaders) {
            this.told = told;
            this.leaders = leaders;
        }

        @Override
        void landed(Integer result, boolean leader) {
            told.incrementAndGet();
            if (leader) {
                leaders.incrementAndGet();
            }
        }

        @Override
        void crashed(Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
