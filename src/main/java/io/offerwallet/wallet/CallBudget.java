package io.offerwallet.wallet;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Port: how many calls the upstream may get from all processes of the deployment together (P5). */
public interface CallBudget {

    /** Who asks must do so this often, be it for none: it keeps the processes in touch. */
    Duration PULSE = Duration.ofMillis(250);

    /**
     * Asks for so many calls at once, or tells, with none, that calls have ended. One at a time: who asks waits for the
     * answer before asking again. Never fails.
     */
    Uni<Grant> take(int wanted, Use use);

    /** How many calls a second this process can count on, whatever the others do; zero if that can't be said. */
    double leastPerSecond();

    /** How many calls a second all processes make at most; infinite if they are bounded by concurrency alone. */
    double mostPerSecond();

    /** What calls are for. */
    enum Use {
        /** Somebody waits for them. */
        LIVE,
        /** Nobody does: they get what is left of the {@linkplain Terms#sparePart() spare part}. */
        SPARE
    }

    /**
     * What is given.
     *
     * @param permits as many as were wanted, or fewer
     * @param again when to ask for the rest
     * @param share whether the budget is divided among the processes in equal shares, rather than as it is needed
     */
    record Grant(List<Permit> permits, Duration again, boolean share) {
        public Grant {
            permits = List.copyOf(permits);
        }
    }

    /** For one call. It is given back in one of two ways, once; a second time does nothing. Thread-safe. */
    interface Permit {

        /** Whether it may still be used: one that is kept would make for two calls in the time of one. */
        boolean usable();

        /** The call that it was used for has ended. */
        void ended();

        /** It wasn't used and won't be. */
        void unused();
    }

    /** Makes budgets. */
    interface Source {
        CallBudget of(Terms terms);
    }

    /**
     * What SessionM allows the deployment.
     *
     * @param rate calls in any one second
     * @param concurrency calls under way
     * @param processes among how many it is divided when each has to keep to its share
     * @param longestCall how long a call may take
     * @param sparePart up to which part of rate and concurrency calls are made that nobody waits for, 0 to 1; those that
     *     somebody waits for count, too
     */
    record Terms(
            Optional<Integer> rate,
            Optional<Integer> concurrency,
            int processes,
            Duration longestCall,
            double sparePart) {

        public Terms {
            check("processes", processes, 1);
            rate.ifPresent(calls -> check("rate", calls, processes));
            concurrency.ifPresent(calls -> check("concurrency", calls, processes));
            if (!(sparePart > 0 && sparePart <= 1)) {
                throw new IllegalArgumentException(
                        "The budget's spare part must be more than 0 and at most 1, but is " + sparePart + ".");
            }
        }

        /** Up to how many calls in any one second are made for this use. */
        public Optional<Integer> rate(Use use) {
            return rate.map(calls -> part(calls, use));
        }

        /** Up to how many calls under way are made for this use. */
        public Optional<Integer> concurrency(Use use) {
            return concurrency.map(calls -> part(calls, use));
        }

        /** The same for one process that keeps to its share. */
        public Optional<Integer> rateShare(Use use) {
            return rate.map(calls -> part(calls / processes, use));
        }

        /** The same for one process that keeps to its share. */
        public Optional<Integer> concurrencyShare(Use use) {
            return concurrency.map(calls -> part(calls / processes, use));
        }

        private int part(int calls, Use use) {
            return use == Use.LIVE ? calls : Math.max(1, (int) (calls * sparePart));
        }

        private static void check(String name, int value, int least) {
            if (value < least) {
                throw new IllegalArgumentException(
                        "The budget's " + name + " must be " + least + " or more, but is " + value + ".");
            }
        }
    }
}
