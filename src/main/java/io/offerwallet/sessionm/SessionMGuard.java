package io.offerwallet.sessionm;

import io.offerwallet.sessionm.Places.Place;
import io.offerwallet.sessionm.Standstill.OnePass;
import io.offerwallet.wallet.CallBudget.Permit;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps calls inside the concurrency limit, turns away those that would be late, and makes none in a standstill. */
final class SessionMGuard implements BudgetGauges {

    private final Places places;
    private final Shedding shedding;
    private final Standstill standstill;
    private final Clearance clearance;

    SessionMGuard(Places places, Shedding shedding, Standstill standstill, Clearance clearance) {
        this.shedding = shedding;
        this.standstill = standstill;
        this.clearance = clearance;
        this.places = places;
    }

    /**
     * Does the call when it is its turn, unless the deadline has passed by then: nobody waits for it any more, and
     * SessionM's time is too dear for that. A call that would probably end after its deadline, because of those before it,
     * fails at once. Fails with {@link SessionMFailure} only.
     *
     * <p>The call is done on the event loop that asks for it, whoever lets it in.
     */
    Uni<FetchOutcome> guarded(Deadline deadline, Function<Pass, Uni<FetchOutcome>> call) {
        return Uni.createFrom().deferred(() -> standstill
                .refusal()
                .or(() -> shedding.beforeLine(places.waiting(), deadline))
                .map(refusal -> Uni.createFrom().<FetchOutcome>failure(refusal))
                .orElseGet(() -> {
                    Here here = Here.now();
                    return places.call(here.loop(), () -> Uni.createFrom()
                            .deferred(() -> turn(deadline, call))
                            .runSubscriptionOn(here.executor()));
                }));
    }

    /**
     * Where a call is asked for.
     *
     * @param executor does things on that event loop, at once if it is called there; wherever it is called, if that is none
     */
    private record Here(Object loop, Executor executor) {

        private static final Here ANYWHERE = new Here(Here.class, Runnable::run);

        static Here now() {
            @Nullable ContextInternal current = ContextInternal.current();
            if (current == null || !current.nettyEventLoop().inEventLoop()) {
                return ANYWHERE;
            }
            ContextInternal loop = current.unwrap();
            return new Here(loop.nettyEventLoop(), task -> loop.emit(task, Runnable::run));
        }
    }

    /**
     * Room for a call that nobody waits for: a place, and then a permit. Fails with {@link SessionMFailure} when SessionM isn't
     * asked at the moment. Who asked takes it and leaves it, and doesn't cancel.
     */
    Uni<Spare> spare() {
        return Uni.createFrom().deferred(() -> standstill
                .refusal()
                .map(refusal -> Uni.createFrom().<Spare>failure(refusal))
                .orElseGet(() -> places.spare().flatMap(place -> clearance
                        .sparePermit()
                        .map(permit -> new Spare(place, permit))
                        .onFailure()
                        .invoke(place::leave))));
    }

    /** Does a call that has its room, unless SessionM isn't asked any more. Fails with {@link SessionMFailure} only. */
    Uni<FetchOutcome> inRoom(Function<Pass, Uni<FetchOutcome>> call) {
        return Uni.createFrom().deferred(() -> standstill.pass().flatMap(pass -> made(pass, call)));
    }

    /** @param permit is of use for a moment only */
    record Spare(Place place, Permit permit) {

        void leave() {
            permit.unused();
            place.leave();
        }
    }

    /** A call took so long, without its time in line. */
    void took(Duration time) {
        shedding.took(time);
    }

    private Uni<FetchOutcome> turn(Deadline deadline, Function<Pass, Uni<FetchOutcome>> call) {
        if (deadline.passed()) {
            return Uni.createFrom().failure(new SessionMFailure(Failure.DEADLINE));
        }
        return shedding.atTurn(places.waiting(), deadline)
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
        return clearance == Clearance.FREE ? 0 : places.waiting() + clearance.waiting();
    }

    Clearance clearance() {
        return clearance;
    }

    void close() {
        clearance.close();
    }
}
