package io.offerwallet.sessionm;

import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome;
import io.offerwallet.wallet.Listeners;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Keeps calls inside the concurrency limit and stops them while SessionM fails.
 *
 * <p>Two guards rather than one, because in one guard the breaker is asked before a call waits in line: what had lined
 * up before SessionM failed would still be sent when the breaker is open already.
 */
final class SessionMGuard implements BudgetGauges {

    /** The breaker's name in fault-tolerance metrics and maintenance. */
    static final String BREAKER = "sessionm-connect";

    private final TypedGuard<Uni<FetchOutcome>> line;
    private final TypedGuard<Uni<FetchOutcome>> breaker;

    private final Clearance clearance;
    private final Listeners<UpstreamListener> listeners;
    private final AtomicInteger queued = new AtomicInteger();

    /** @param queue how many calls may wait in line; more fail as overloaded */
    SessionMGuard(
            int concurrency,
            int queue,
            SessionMSettings.Breaker settings,
            Clearance clearance,
            Listeners<UpstreamListener> listeners) {
        this.clearance = clearance;
        this.listeners = listeners;
        this.line = TypedGuard.create(new TypeLiteral<Uni<FetchOutcome>>() {})
                .withDescription("sessionm-line")
                .withBulkhead()
                .limit(concurrency)
                .queueSize(queue)
                .done()
                .build();
        this.breaker = TypedGuard.create(new TypeLiteral<Uni<FetchOutcome>>() {})
                .withDescription(BREAKER)
                .withCircuitBreaker()
                .name(BREAKER)
                .when(failure -> failure instanceof SessionMFailure call && call.countsForBreaker())
                .requestVolumeThreshold(settings.window())
                .failureRatio(settings.failureRatio())
                .delay(settings.delay().toMillis(), ChronoUnit.MILLIS)
                .onStateChange(this::changed)
                .done()
                .build();
    }

    /**
     * Does the call when it is its turn, unless the deadline has passed by then: nobody waits for it any more, and
     * SessionM's time is too dear for that. A call that would wait longer than its deadline allows fails at once. Fails with
     * {@link SessionMFailure} only.
     */
    Uni<FetchOutcome> guarded(Deadline deadline, Supplier<Uni<FetchOutcome>> call) {
        return Uni.createFrom().deferred(() -> {
            Optional<Duration> tooLong = clearance.tooLong(queued.get() + clearance.waiting(), deadline);
            return tooLong.isPresent() ? turnedAway(tooLong) : inLine(deadline, call);
        });
    }

    private Uni<FetchOutcome> inLine(Deadline deadline, Supplier<Uni<FetchOutcome>> call) {
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
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new SessionMFailure(Failure.CIRCUIT_OPEN))
                .onFailure(BulkheadException.class)
                .transform(full -> new SessionMFailure(Failure.OVERLOADED));
    }

    /** What is given up within the breaker counts as if SessionM had answered, so as little as possible is. */
    private Uni<FetchOutcome> turn(Deadline deadline, Supplier<Uni<FetchOutcome>> call) {
        if (deadline.passed()) {
            return Uni.createFrom().failure(new SessionMFailure(Failure.DEADLINE));
        }
        Optional<Duration> tooLong = clearance.tooLong(clearance.waiting(), deadline);
        return tooLong.isPresent() ? turnedAway(tooLong) : breaker.get(call);
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

    private Uni<FetchOutcome> turnedAway(Optional<Duration> wait) {
        listeners.tell(UpstreamListener::lineTooLong);
        return Uni.createFrom().failure(new SessionMFailure(Failure.OVERLOADED, wait));
    }

    private void changed(CircuitBreakerState state) {
        listeners.tell(listener -> listener.breakerOpen(state != CircuitBreakerState.CLOSED));
        if (state == CircuitBreakerState.OPEN) {
            clearance.turnAway();
        }
    }
}
