package io.offerwallet.sessionm;

import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Keeps calls inside the concurrency limit and stops them while SessionM fails.
 *
 * <p>Two guards rather than one, because in one guard the breaker is asked before a call waits in line: what had lined
 * up before SessionM failed would still be sent when the breaker is open already.
 */
final class SessionMGuard {

    /** The breaker's name in fault-tolerance metrics and maintenance. */
    static final String BREAKER = "sessionm-connect";

    private final TypedGuard<Uni<FetchOutcome>> line;
    private final TypedGuard<Uni<FetchOutcome>> breaker;

    /** @param queue how many calls may wait in line; more fail as overloaded */
    SessionMGuard(int concurrency, int queue, SessionMSettings.Breaker settings, Consumer<Boolean> onOpen) {
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
                .onStateChange(state -> onOpen.accept(state != CircuitBreakerState.CLOSED))
                .done()
                .build();
    }

    /**
     * Does the call when it is its turn, unless the deadline has passed by then: nobody waits for it any more, and
     * SessionM's time is too dear for that. Fails with {@link SessionMFailure} only.
     */
    Uni<FetchOutcome> guarded(Deadline deadline, Supplier<Uni<FetchOutcome>> call) {
        return line.get(() -> deadline.passed()
                        ? Uni.createFrom().failure(new SessionMFailure(Failure.DEADLINE))
                        : breaker.get(call))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new SessionMFailure(Failure.CIRCUIT_OPEN))
                .onFailure(BulkheadException.class)
                .transform(full -> new SessionMFailure(Failure.OVERLOADED));
    }
}
