package io.offerwallet.sessionm;

import io.offerwallet.sessionm.Standstill.OnePass;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

/** Keeps calls inside the concurrency limit, turns away those that would be late, and makes none in a standstill. */
final class SessionMGuard implements BudgetGauges {

    private final TypedGuard<Uni<FetchOutcome>> line;
    private final Shedding shedding;
    private final Standstill standstill;
    private final Clearance clearance;
    private final AtomicInteger queued = new AtomicInteger();

    /** @param queue how many calls may wait in line; more fail as overloaded */
    SessionMGuard(int concurrency, int queue, Shedding shedding, Standstill standstill, Clearance clearance) {
        this.shedding = shedding;
        this.standstill = standstill;
        this.clearance = clearance;
        this.line = TypedGuard.create(new TypeLiteral<Uni<FetchOutcome>>() {})
                .withDescription("sessionm-line")
                .withBulkhead()
                .limit(concurrency)
                .queueSize(queue)
                .done()
                .build();
    }

    /**
     * Does the call when it is its turn, unless the deadline has passed by then: nobody waits for it any more, and
     * SessionM's time is too dear for that. A call that would probably end after its deadline, because of those before it,
     * fails at once. Fails with {@link SessionMFailure} only.
     */
    Uni<FetchOutcome> guarded(Deadline deadline, Function<Pass, Uni<FetchOutcome>> call) {
        return Uni.createFrom().deferred(() -> standstill
                .refusal()
                .or(() -> shedding.beforeLine(queued.get(), deadline))
                .map(refusal -> Uni.createFrom().<FetchOutcome>failure(refusal))
                .orElseGet(() -> inLine(deadline, call)));
    }

    /** A call took so long, without its time in line. */
    void took(Duration time) {
        shedding.took(time);
    }

    private Uni<FetchOutcome> inLine(Deadline deadline, Function<Pass, Uni<FetchOutcome>> call) {
        AtomicBoolean counted = new AtomicBoolean(true);
        Runnable leave = () -> {
            if (counted.compareAndSet(true, false)) {
                queued.decrementAndGet();
            }
        };
        queued.incrementAndGet();
        return line.get(() -> {
                    leave.run();
                    return turn(deadline, call);
                })
                .onTermination()
                .invoke(leave)
                .onFailure(BulkheadException.class)
                .transform(full -> new SessionMFailure(Failure.OVERLOADED));
    }

    private Uni<FetchOutcome> turn(Deadline deadline, Function<Pass, Uni<FetchOutcome>> call) {
        if (deadline.passed()) {
            return Uni.createFrom().failure(new SessionMFailure(Failure.DEADLINE));
        }
        return shedding.atTurn(queued.get(), deadline)
                .map(refusal -> Uni.createFrom().<FetchOutcome>failure(refusal))
                .orElseGet(() -> standstill.pass().flatMap(pass -> made(pass, call)));
    }

    private static Uni<FetchOutcome> made(OnePass pass, Function<Pass, Uni<FetchOutcome>> call) {
        return Uni.createFrom()
                .deferred(() -> call.apply(pass))
                .onTermination()
                .invoke((answer, failure, cancelled) -> {
                    if (answer != null) {
                        pass.answered();
                    } else if (failure instanceof SessionMFailure failed) {
                        pass.failed(failed);
                    } else {
                        pass.givenUp();
                    }
                });
    }

    @Override
    public int waitingForBudget() {
        return clearance == Clearance.FREE ? 0 : queued.get() + clearance.waiting();
    }

    Clearance clearance() {
        return clearance;
    }

    void close() {
        clearance.close();
    }
}
