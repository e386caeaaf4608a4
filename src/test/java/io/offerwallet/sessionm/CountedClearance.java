package io.offerwallet.sessionm;

import io.offerwallet.wallet.CallBudget.Permit;
import io.offerwallet.wallet.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Gives a permit to everyone, in the way a test wants, and counts. */
class CountedClearance implements Clearance {

    final AtomicInteger given = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    final AtomicInteger turnedAway = new AtomicInteger();
    volatile int waiting;
    volatile Duration perCall = Duration.ZERO;
    private final Supplier<Uni<?>> before;

    CountedClearance() {
        this(() -> Uni.createFrom().voidItem());
    }

    /** @param before what a permit waits for */
    CountedClearance(Supplier<Uni<?>> before) {
        this.before = before;
    }

    @Override
    public Uni<Permit> sparePermit() {
        return before.get().map(free -> new Counted());
    }

    @Override
    public Uni<Permit> permit(Deadline deadline) {
        return before.get().map(free -> new Counted());
    }

    private final class Counted implements Permit {

        private volatile boolean over;

        Counted() {
            given.incrementAndGet();
        }

        @Override
        public boolean usable() {
            return true;
        }

        @Override
        public void ended() {
            over = true;
            ended.incrementAndGet();
        }

        @Override
        public void unused() {
            if (!over) {
                throw new AssertionError("It was to be used.");
            }
        }
    }

    @Override
    public Duration expectedWait(int ahead) {
        return perCall.multipliedBy(ahead);
    }

    @Override
    public int waiting() {
        return waiting;
    }

    @Override
    public void turnAway(SessionMFailure why) {
        turnedAway.incrementAndGet();
    }

    @Override
    public void close() {}
}
