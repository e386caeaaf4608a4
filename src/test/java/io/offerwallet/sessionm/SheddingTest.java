package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Listeners;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rule against a naive model of a SessionM with so many places, in simulated time: calls come and end at random, and who
 * comes first is served first. What is good is what ends before its deadline.
 */
class SheddingTest {

    private static final Duration DEADLINE = Duration.ofMillis(1500);
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final double SIGMA = 0.52; // of a median of 120 ms and one in a hundred above 400 ms
    private static final long SEED = 4711;

    @ParameterizedTest
    @CsvSource({"32, 120, 5", "32, 120, 2", "32, 120, 50", "4, 120, 5", "1, 120, 5", "32, 600, 5", "8, 30, 5"})
    void underOverloadMostOfWhatSessionMDoesIsInTime(int places, int medianMillis, double load) {
        Model model = new Model(places, medianMillis, load, true);

        model.run();

        System.out.printf(
                "SheddingTest: %d places, median %d ms, load %.0f: goodput %.2f of capacity, %.2f of the accepted in time%n",
                places, medianMillis, load, model.goodput(), model.inTime());
        assertThat(model.goodput()).as("of the capacity").isGreaterThanOrEqualTo(0.8);
        assertThat(model.inTime()).as("of what is accepted").isGreaterThanOrEqualTo(0.8);
    }

    /** Otherwise the model would show nothing. */
    @Test
    void withoutTheRuleNextToNothingWouldBeInTime() {
        Model model = new Model(32, 120, 5, false);

        model.run();

        assertThat(model.goodput()).isLessThan(0.4);
    }

    @Test
    void whereThereIsNoOverloadNobodyIsTurnedAway() {
        Model model = new Model(32, 120, 0.8, true);

        model.run();

        assertThat(model.shed).isZero();
        assertThat(model.inTime()).isGreaterThan(0.99);
    }

    /** Calls that all take longer than anybody has time for must not keep the next from being made. */
    @Test
    void whenSessionMIsQuickAgainItIsAskedAgain() {
        Model model = new Model(8, 3000, 5, true);
        model.run();
        model.medianMillis = 100;
        model.restart();

        model.run();

        assertThat(model.goodput()).isGreaterThanOrEqualTo(0.8);
    }

    private static final class Model {

        private final Random random = new Random(SEED);
        private final Clearance clearance = Clearance.FREE;
        private final Shedding shedding;
        private final boolean sheds;
        private final int places;
        private final double load;
        private final Deque<Request> line = new ArrayDeque<>();
        private final PriorityQueue<Long> ends = new PriorityQueue<>();
        private double medianMillis;
        private long now;
        private long began;
        private int good;
        private int accepted;
        private int shed;

        Model(int places, double medianMillis, double load, boolean sheds) {
            this.places = places;
            this.medianMillis = medianMillis;
            this.load = load;
            this.sheds = sheds;
            this.shedding = new Shedding(new CallTimes(places, () -> now), clearance, new Listeners<>(List.of()));
        }

        private record Request(long cameAt, Deadline deadline) {}

        void restart() {
            began = now;
            good = 0;
            accepted = 0;
            shed = 0;
        }

        void run() {
            long end = now + TIME.toNanos();
            long next = now + untilNext();
            while (now < end) {
                Long firstEnd = ends.peek();
                if (firstEnd != null && firstEnd <= next) {
                    now = firstEnd;
                    ends.remove();
                    serve();
                } else {
                    now = next;
                    next += untilNext();
                    come();
                }
            }
        }

        private void come() {
            Request request = new Request(now, Deadline.in(DEADLINE, () -> now));
            if (sheds && shedding.beforeLine(line.size(), request.deadline()).isPresent()) {
                shed++;
                return;
            }
            accepted++;
            line.add(request);
            serve();
        }

        private void serve() {
            while (ends.size() < places && !line.isEmpty()) {
                Request request = line.remove();
                boolean tooLate = request.deadline().passed()
                        || (sheds
                                && shedding.atTurn(line.size(), request.deadline())
                                        .isPresent());
                if (!tooLate) {
                    long took = (long) (medianMillis * Math.exp(SIGMA * random.nextGaussian()) * 1e6);
                    ends.add(now + took);
                    good += now + took <= request.cameAt() + DEADLINE.toNanos() ? 1 : 0;
                    // A moment too early, which only lets the model know as much as a real one would.
                    shedding.took(Duration.ofNanos(took));
                }
            }
        }

        /** Of what as many calls as have places could do. */
        double goodput() {
            return good / ((now - began) / 1e6 / meanMillis() * places);
        }

        double inTime() {
            return (double) good / accepted;
        }

        private double meanMillis() {
            return medianMillis * Math.exp(SIGMA * SIGMA / 2);
        }

        private long untilNext() {
            return (long) (-Math.log(1 - random.nextDouble()) * meanMillis() * 1e6 / (load * places));
        }
    }
}
