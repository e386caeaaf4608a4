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
    public Uni<Permit> permit(Deadline deadline) {
        return before.get().map(free -> {
            given.incrementAndGet();
            return new Permit() {
                @Override
                public boolean usable() {
                    return true;
                }

                @Override
                public void ended() {
                    ended.incrementAndGet();
                }

                @Override
                public void unused() {
                    throw new AssertionError("It was used.");
                }
            };
        });
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
