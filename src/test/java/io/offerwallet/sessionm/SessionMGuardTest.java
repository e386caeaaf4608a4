package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.FetchOutcome.UserUnknown;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.PauseBoard;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionMGuardTest {

    private static final Deadline LATER = Deadline.in(Duration.ofMinutes(5), System::nanoTime);

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final FetchOutcome ANSWER = new UserUnknown(Instant.EPOCH);

    private final CountedClearance clearance = new CountedClearance();
    private final List<String> turnedAway = new CopyOnWriteArrayList<>();
    private final List<Boolean> openings = new CopyOnWriteArrayList<>();

    @Test
    void noMoreCallsAreUnderWayThanTheLimitAndTheOthersComeInTheirOrder() {
        SessionMGuard guard = guard(3, 100, TestBreaker.NEVER);
        List<Integer> started = new CopyOnWriteArrayList<>();
        List<UniEmitter<? super FetchOutcome>> underWay = new CopyOnWriteArrayList<>();
        List<UniAssertSubscriber<FetchOutcome>> callers = new ArrayList<>();
        for (int caller = 0; caller < 20; caller++) {
            int number = caller;
            callers.add(asked(guard.guarded(LATER, pass -> {
                started.add(number);
                return Uni.createFrom().emitter(underWay::add);
            })));
        }

        assertThat(started).containsExactly(0, 1, 2);
        for (int ended = 0; ended < 20; ended++) {
            int expected = Math.min(20, ended + 3);
            await().until(() -> underWay.size() == expected);
            underWay.get(ended).complete(ANSWER);
        }

        callers.forEach(caller -> caller.awaitItem(LONG).assertItem(ANSWER));
        assertThat(started).isSorted().hasSize(20);
    }

    @Test
    void theLimitHoldsWhenCallsEndOnManyThreads() {
        SessionMGuard guard = guard(4, 1000, TestBreaker.NEVER);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<UniAssertSubscriber<FetchOutcome>> callers = new ArrayList<>();
        for (int caller = 0; caller < 200; caller++) {
            boolean fails = caller % 3 == 0;
            callers.add(asked(guard.guarded(LATER, pass -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                return Uni.createFrom()
                        .item(ANSWER)
                        .onItem()
                        .delayIt()
                        .by(Duration.ofNanos(ThreadLocalRandom.current().nextInt(1, 2_000_000)))
                        .invoke(underWay::decrementAndGet)
                        .invoke(answer -> {
                            if (fails) {
                                throw new SessionMFailure(Failure.THROTTLED);
                            }
                        });
            })));
        }

        for (int caller = 0; caller < 200; caller++) {
            if (caller % 3 == 0) {
                callers.get(caller).awaitFailure(LONG);
            } else {
                callers.get(caller).awaitItem(LONG);
            }
        }
        assertThat(most.get()).isEqualTo(4);
    }

    @Test
    void whoeverFindsTheLineFullIsTurnedAwayAtOnce() {
        SessionMGuard guard = guard(1, 1, TestBreaker.NEVER);
        asked(guard.guarded(LATER, pass -> Uni.createFrom().nothing()));
        asked(guard.guarded(LATER, pass -> Uni.createFrom().nothing()));

        assertThat(failureOf(guard.guarded(LATER, pass -> Uni.createFrom().item(ANSWER))))
                .isEqualTo(Failure.OVERLOADED);
    }

    @Test
    void theBreakerOpensAtTheRatioAndThenNobodyIsAsked() {
        SessionMGuard guard = guard(10, 10, new TestBreaker(0.5, 4, Duration.ofHours(1)));
        AtomicInteger calls = new AtomicInteger();

        assertThat(answered(guard, calls)).isTrue();
        assertThat(failed(guard, calls, Failure.FAILING)).isEqualTo(Failure.FAILING);
        assertThat(answered(guard, calls)).isTrue();
        assertThat(openings).isEmpty();
        assertThat(failed(guard, calls, Failure.TIMED_OUT)).isEqualTo(Failure.TIMED_OUT);

        assertThat(openings).containsExactly(true);
        assertThat(failed(guard, calls, Failure.FAILING)).isEqualTo(Failure.CIRCUIT_OPEN);
        assertThat(calls).hasValue(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"CREDENTIAL_REFUSED", "THROTTLED", "DEADLINE"})
    void whatIsNotSessionMsFaultDoesNotOpenTheBreaker(Failure failure) {
        SessionMGuard guard = guard(10, 10, new TestBreaker(0.5, 2, Duration.ofHours(1)));
        AtomicInteger calls = new AtomicInteger();

        for (int call = 0; call < 10; call++) {
            assertThat(failed(guard, calls, failure)).isEqualTo(failure);
        }

        assertThat(openings).isEmpty();
        assertThat(calls).hasValue(10);
    }

    @Test
    void afterTheDelayOneCallProbesAndItsAnswerClosesTheBreaker() {
        SessionMGuard guard = guard(10, 10, new TestBreaker(1, 2, Duration.ofMillis(30)));
        AtomicInteger calls = new AtomicInteger();
        failed(guard, calls, Failure.FAILING);
        failed(guard, calls, Failure.FAILING);
        List<UniEmitter<? super FetchOutcome>> probes = new CopyOnWriteArrayList<>();
        List<UniAssertSubscriber<FetchOutcome>> probing = new ArrayList<>();

        await().until(() -> {
            probing.add(asked(guard.guarded(LATER, pass -> Uni.createFrom().emitter(probes::add))));
            return !probes.isEmpty();
        });
        assertThat(failureOf(guard.guarded(LATER, pass -> Uni.createFrom().item(ANSWER))))
                .isEqualTo(Failure.CIRCUIT_OPEN);
        probes.get(0).complete(ANSWER);

        probing.get(probing.size() - 1).awaitItem(LONG);
        assertThat(answered(guard, calls)).isTrue();
        assertThat(openings).startsWith(true).endsWith(false);
    }

    @Test
    void aProbeThatFailsKeepsTheBreakerOpen() {
        SessionMGuard guard = guard(10, 10, new TestBreaker(1, 2, Duration.ofMillis(30)));
        AtomicInteger calls = new AtomicInteger();
        failed(guard, calls, Failure.FAILING);
        failed(guard, calls, Failure.FAILING);

        await().until(() -> failed(guard, calls, Failure.FAILING) == Failure.FAILING);

        assertThat(openings).doesNotContain(false);
        assertThat(calls).hasValue(3);
    }

    /** What lined up before SessionM failed isn't sent when the breaker is open by the time it is its turn. */
    @Test
    void theBreakerIsAskedWhenItIsACallsTurn() {
        SessionMGuard guard = guard(1, 100, new TestBreaker(1, 1, Duration.ofHours(1)));
        List<UniEmitter<? super FetchOutcome>> first = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        UniAssertSubscriber<FetchOutcome> ahead =
                asked(guard.guarded(LATER, pass -> Uni.createFrom().emitter(first::add)));
        UniAssertSubscriber<FetchOutcome> behind = asked(guard.guarded(LATER, pass -> {
            calls.incrementAndGet();
            return Uni.createFrom().item(ANSWER);
        }));

        first.get(0).fail(new SessionMFailure(Failure.FAILING));

        ahead.awaitFailure(LONG);
        behind.awaitFailure(LONG);
        assertThat(failureIn(behind)).isEqualTo(Failure.CIRCUIT_OPEN);
        assertThat(calls).hasValue(0);
    }

    @Test
    void whoWouldWaitTooLongIsTurnedAwayAtOnceAndToldHowLong() {
        SessionMGuard guard = guard(1, 100, TestBreaker.NEVER);
        AtomicInteger calls = new AtomicInteger();
        clearance.perCall = Duration.ofMinutes(2);
        asked(guard.guarded(LATER, pass -> Uni.createFrom().nothing()));
        asked(guard.guarded(LATER, pass -> Uni.createFrom().nothing()));
        clearance.waiting = 1;
        assertThat(guard.waitingForBudget())
                .as("one in line and one for its permit")
                .isEqualTo(2);
        asked(guard.guarded(LATER, pass -> Uni.createFrom().nothing()));

        UniAssertSubscriber<FetchOutcome> fourth = asked(guard.guarded(LATER, pass -> {
            calls.incrementAndGet();
            return Uni.createFrom().item(ANSWER);
        }));

        assertThat(((SessionMFailure) fourth.awaitFailure(LONG).getFailure()).failed())
                .isEqualTo(new Failed(Failure.OVERLOADED, Optional.of(Duration.ofMinutes(6))));
        assertThat(guard.waitingForBudget()).isEqualTo(3);
        assertThat(turnedAway).containsExactly("by budget");
        assertThat(calls).hasValue(0);
    }

    /** What is given up within the breaker would count as an answer of SessionM's. */
    @Test
    void whoseTurnComesTooLateForAPermitIsTurnedAwayBeforeTheBreaker() {
        SessionMGuard guard = guard(1, 100, TestBreaker.NEVER);
        List<UniEmitter<? super FetchOutcome>> first = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        asked(guard.guarded(LATER, pass -> Uni.createFrom().emitter(first::add)));
        UniAssertSubscriber<FetchOutcome> behind = asked(guard.guarded(LATER, pass -> {
            calls.incrementAndGet();
            return Uni.createFrom().item(ANSWER);
        }));
        clearance.perCall = Duration.ofMinutes(6);
        clearance.waiting = 1;

        first.get(0).complete(ANSWER);

        assertThat(failureIn(behind.awaitFailure(LONG))).isEqualTo(Failure.OVERLOADED);
        assertThat(calls).hasValue(0);
        assertThat(guard.waitingForBudget()).isEqualTo(1);
    }

    @Test
    void whoWouldBeLateBecauseOfTheCallsBeforeIsTurnedAwayAtOnceAndToldHowLong() {
        SessionMGuard guard = guard(2, 100, TestBreaker.NEVER);
        for (int call = 0; call < 20; call++) {
            guard.took(Duration.ofMinutes(2));
        }
        for (int call = 0; call < 4; call++) {
            asked(guard.guarded(LATER, pass -> Uni.createFrom().nothing()));
        }

        UniAssertSubscriber<FetchOutcome> behind =
                asked(guard.guarded(LATER, pass -> Uni.createFrom().item(ANSWER)));

        assertThat(((SessionMFailure) behind.awaitFailure(LONG).getFailure()).failed())
                .isEqualTo(new Failed(Failure.OVERLOADED, Optional.of(Duration.ofSeconds(3 * 72))));
        assertThat(turnedAway).containsExactly("by the calls before");
    }

    /** The calls before it took longer than was expected when it got in line. */
    @Test
    void whoseTurnComesTooLateIsTurnedAwayIfOthersWaitBehind() {
        SessionMGuard guard = guard(1, 100, TestBreaker.NEVER);
        List<UniEmitter<? super FetchOutcome>> first = new CopyOnWriteArrayList<>();
        asked(guard.guarded(LATER, pass -> Uni.createFrom().emitter(first::add)));
        UniAssertSubscriber<FetchOutcome> second =
                asked(guard.guarded(LATER, pass -> Uni.createFrom().item(ANSWER)));
        UniAssertSubscriber<FetchOutcome> last =
                asked(guard.guarded(LATER, pass -> Uni.createFrom().item(ANSWER)));
        for (int call = 0; call < 20; call++) {
            guard.took(Duration.ofMinutes(6));
        }

        first.get(0).complete(ANSWER);

        assertThat(failureIn(second.awaitFailure(LONG))).isEqualTo(Failure.OVERLOADED);
        last.awaitItem(LONG).assertItem(ANSWER);
    }

    /** There may be calls under way for a while yet, and who gets in line behind them would wait for nothing. */
    @Test
    void inAStandstillNobodyGetsInLine() {
        Duration hour = Duration.ofHours(1);
        Standstill standstill = new Standstill(
                new StandstillTimes(hour, hour, hour, hour, hour),
                new FailureWindow(1, 1),
                PauseBoard.ALONE,
                clearance::turnAway,
                System::nanoTime,
                new Listeners<>(List.of()));
        SessionMGuard guard = new SessionMGuard(
                new Places(1, 100, 0.5, () -> 0),
                new Shedding(new CallTimes(1, System::nanoTime), clearance, new Listeners<>(List.of())),
                standstill,
                clearance);
        asked(guard.guarded(LATER, pass -> Uni.createFrom().nothing()));

        standstill.paused(hour);

        UniAssertSubscriber<FetchOutcome> refused =
                asked(guard.guarded(LATER, pass -> Uni.createFrom().nothing()));
        assertThat(failureIn(refused.assertFailed())).isEqualTo(Failure.THROTTLED);
    }

    /** Else calls that wait would gather on the loop of those that end. */
    @Test
    void whoeverLetsItInACallIsDoneOnTheEventLoopThatAsksForIt() {
        onTwoLoops((one, other) -> {
            SessionMGuard guard = guard(1, 10, new TestBreaker(1, 1, LONG));
            List<UniEmitter<? super FetchOutcome>> first = new CopyOnWriteArrayList<>();
            List<Boolean> onItsLoop = new CopyOnWriteArrayList<>();
            CompletableFuture<FetchOutcome> second = new CompletableFuture<>();
            one.runOnContext(
                    here -> asked(guard.guarded(LATER, pass -> Uni.createFrom().emitter(first::add))));
            await().until(() -> first.size() == 1);
            other.runOnContext(here -> guard.guarded(LATER, pass -> {
                        onItsLoop.add(other.nettyEventLoop().inEventLoop());
                        return Uni.createFrom().item(ANSWER);
                    })
                    .subscribe()
                    .with(second::complete, second::completeExceptionally));
            await().until(() -> guard.waitingForBudget() == 1);

            one.runOnContext(here -> first.get(0).complete(ANSWER));

            assertThat(second.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join())
                    .isEqualTo(ANSWER);
            assertThat(onItsLoop).containsExactly(true);
        });
    }

    /** Else all places would be one loop's, whose connections were read first, and the other would have nothing to do. */
    @Test
    void eventLoopsHaveTheirCallsUnderWayEvenly() {
        onTwoLoops((one, other) -> {
            SessionMGuard guard = guard(2, 10, new TestBreaker(1, 1, LONG));
            List<UniEmitter<? super FetchOutcome>> ofOne = new CopyOnWriteArrayList<>();
            List<UniEmitter<? super FetchOutcome>> ofOther = new CopyOnWriteArrayList<>();
            one.runOnContext(here -> {
                for (int i = 0; i < 4; i++) {
                    asked(guard.guarded(LATER, pass -> Uni.createFrom().emitter(ofOne::add)));
                }
                other.runOnContext(there -> {
                    for (int i = 0; i < 2; i++) {
                        asked(guard.guarded(LATER, pass -> Uni.createFrom().emitter(ofOther::add)));
                    }
                });
            });
            await().until(() -> guard.waitingForBudget() == 4);

            one.runOnContext(here -> ofOne.get(0).complete(ANSWER));
            await().until(() -> guard.waitingForBudget() == 3 && ofOne.size() + ofOther.size() == 3);
            assertThat(ofOther).hasSize(1);

            other.runOnContext(here -> ofOther.get(0).complete(ANSWER));
            await().until(() -> guard.waitingForBudget() == 2 && ofOne.size() + ofOther.size() == 4);
            assertThat(ofOther).hasSize(2);
        });
    }

    private static void onTwoLoops(BiConsumer<ContextInternal, ContextInternal> test) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try {
            VertxInternal loops = (VertxInternal) vertx;
            test.accept(loops.createEventLoopContext(), loops.createEventLoopContext());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** What is given up before SessionM is asked says nothing of it. */
    @Test
    void aProbeThatIsGivenUpInLineDoesNotCloseTheBreaker() {
        SessionMGuard guard = guard(1, 10, new TestBreaker(1, 1, Duration.ofMillis(1)));
        AtomicInteger calls = new AtomicInteger();
        failed(guard, calls, Failure.FAILING);

        await().until(() -> failed(guard, calls, Failure.DEADLINE) == Failure.DEADLINE);

        assertThat(openings).containsExactly(true);
    }

    @Test
    void whenTheBreakerOpensWhoWaitsForAPermitIsTurnedAway() {
        SessionMGuard guard = guard(10, 10, new TestBreaker(1, 2, Duration.ofHours(1)));
        AtomicInteger calls = new AtomicInteger();
        failed(guard, calls, Failure.FAILING);
        assertThat(clearance.turnedAway).hasValue(0);

        failed(guard, calls, Failure.FAILING);

        assertThat(clearance.turnedAway).hasValue(1);
    }

    private SessionMGuard guard(int concurrency, int queue, TestBreaker breaker) {
        UpstreamListener listener = new UpstreamListener() {
            @Override
            public void standstill(Optional<Failure> why) {
                openings.add(why.isPresent());
            }

            @Override
            public void turnedAway(boolean byBudget) {
                turnedAway.add(byBudget ? "by budget" : "by the calls before");
            }
        };
        return new SessionMGuard(
                new Places(concurrency, queue, 0.5, () -> 0),
                new Shedding(
                        new CallTimes(concurrency, System::nanoTime), clearance, new Listeners<>(List.of(listener))),
                breaker.standstill(clearance, System::nanoTime, listener),
                clearance);
    }

    private static boolean answered(SessionMGuard guard, AtomicInteger calls) {
        return ANSWER.equals(asked(guard.guarded(LATER, pass -> {
                    calls.incrementAndGet();
                    return Uni.createFrom().item(ANSWER);
                }))
                .awaitItem(LONG)
                .getItem());
    }

    private static Failure failed(SessionMGuard guard, AtomicInteger calls, Failure failure) {
        return failureOf(guard.guarded(LATER, pass -> {
            calls.incrementAndGet();
            return Uni.createFrom().failure(new SessionMFailure(failure));
        }));
    }

    private static Failure failureOf(Uni<FetchOutcome> guarded) {
        return failureIn(asked(guarded).awaitFailure(LONG));
    }

    private static Failure failureIn(UniAssertSubscriber<FetchOutcome> caller) {
        return ((SessionMFailure) caller.getFailure()).failed().failure();
    }

    private static UniAssertSubscriber<FetchOutcome> asked(Uni<FetchOutcome> guarded) {
        return guarded.subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
