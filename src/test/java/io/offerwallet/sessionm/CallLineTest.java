package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.wallet.CallBudget;
import io.offerwallet.wallet.CallBudget.Grant;
import io.offerwallet.wallet.CallBudget.Permit;
import io.offerwallet.wallet.CallBudget.Use;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.Listeners;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallLineTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(100);

    private final ScriptedBudget budget = new ScriptedBudget();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Timer> timers = new ArrayList<>();
    private final List<Boolean> shares = new ArrayList<>();
    private final CallLine line =
            new CallLine(budget, this::start, nanos::get, new Listeners<>(List.of(new UpstreamListener() {
                @Override
                public void budgetShare(boolean now) {
                    shares.add(now);
                }
            })));

    @Test
    void whoeverComesFirstIsLetGoFirst() {
        UniAssertSubscriber<Permit> first = enter();
        UniAssertSubscriber<Permit> second = enter();
        UniAssertSubscriber<Permit> third = enter();
        budget.grants(1, SOON);
        budget.grants(1, SOON);

        assertGone(first);
        assertGone(second);
        third.assertNotTerminated();
    }

    @Test
    void oneQuestionAtATimeIsAskedForAllWhoWait() {
        enter();
        enter();
        enter();
        assertThat(budget.asked).containsExactly(1);

        budget.grants(1, SOON);

        assertThat(budget.asked).containsExactly(1, 2);
        assertThat(budget.open()).isEqualTo(1);
    }

    @Test
    void theBudgetIsAskedAgainWhenItSaidAndNotBefore() {
        enter();
        budget.grants(0, SOON);
        enter();
        goOn(SOON);
        assertThat(budget.asked).hasSize(1);

        goOn(Duration.ofMillis(2));

        assertThat(budget.asked).containsExactly(1, 2);
    }

    @Test
    void nobodyWaitsLongerThanTheDeadline() {
        UniAssertSubscriber<Permit> late = enter(Duration.ofMillis(30));
        UniAssertSubscriber<Permit> patient = enter();
        goOn(Duration.ofMillis(29));
        late.assertNotTerminated();

        goOn(Duration.ofMillis(1));

        assertThat(failureOf(late)).isEqualTo(Failure.DEADLINE);
        budget.grants(1, SOON);

        assertGone(patient);
        assertThat(line.waiting()).isZero();
    }

    @Test
    void whoeverDoesNotWaitAnyMoreHasNoTimer() {
        UniAssertSubscriber<Permit> gone = enter();
        enter().cancel();

        budget.grants(1, SOON);

        assertGone(gone);
        assertThat(timers).allMatch(FutureTask::isDone);
    }

    @Test
    void aPermitThatNobodyWantsAnyMoreIsGivenBackAtOnce() {
        UniAssertSubscriber<Permit> gone = enter();
        gone.cancel();

        budget.grants(1, SOON);

        assertThat(budget.events).containsExactly("unused 1");
        assertThat(budget.asked).as("told").containsExactly(1, 0);
    }

    @Test
    void aPermitThatComesTooLateIsThrownAwayAndAskedForAnew() {
        UniAssertSubscriber<Permit> waiter = enter();

        budget.grantsTooLate();

        waiter.assertNotTerminated();
        assertThat(budget.events).containsExactly("unused 1");
        budget.grants(1, SOON);
        assertGone(waiter);
    }

    @Test
    void aCallThatEndsIsToldAtOnceWhoeverWaits() {
        UniAssertSubscriber<Permit> call = enter();
        budget.grants(1, SOON);
        enter();
        budget.grants(0, LONG);

        call.getItem().ended();

        assertThat(budget.events).containsExactly("ended 1");
        assertThat(budget.asked).containsExactly(1, 1, 1);
    }

    @Test
    void aCallThatEndsDuringAQuestionIsToldWithTheNext() {
        UniAssertSubscriber<Permit> call = enter();
        budget.grants(1, SOON);
        enter();
        call.getItem().ended();
        assertThat(budget.asked).containsExactly(1, 1);

        budget.grants(0, LONG);

        assertThat(budget.asked).containsExactly(1, 1, 1);
    }

    @Test
    void whenSessionMIsNotAskedWhoWaitsFailsWithoutAPermit() {
        UniAssertSubscriber<Permit> waiter = enter();

        line.turnAway(new SessionMFailure(Failure.CIRCUIT_OPEN));

        assertThat(failureOf(waiter)).isEqualTo(Failure.CIRCUIT_OPEN);
        budget.grants(1, SOON);
        assertThat(budget.events).containsExactly("unused 1");
        UniAssertSubscriber<Permit> probe = enter();
        budget.grants(0, SOON);
        goOn(LONG);
        budget.grants(1, SOON);
        assertGone(probe);
    }

    @Test
    void theBudgetIsAskedForNoneAgainAndAgain() {
        line.open();
        assertThat(budget.asked).containsExactly(0);
        budget.grants(0, SOON);

        goOn(CallBudget.PULSE);
        goOn(CallBudget.PULSE);

        assertThat(budget.asked).containsExactly(0, 0);
        line.close();
        budget.grants(0, SOON);
        goOn(LONG);
        goOn(LONG);
        assertThat(budget.asked).hasSize(2);
    }

    @Test
    void whetherTheBudgetIsDividedIsToldWhenItChanges() {
        enter();
        for (boolean share : List.of(false, true, true, false, false)) {
            budget.answer(new Grant(List.of(), SOON, share));
            goOn(LONG);
        }

        assertThat(shares).containsExactly(true, false);
    }

    @Test
    void whoHasTimeIsAskedForWhenNobodyElseWaitsAndAsSuch() {
        UniAssertSubscriber<Permit> spare = enterSpare();
        assertThat(budget.uses).containsExactly(Use.SPARE);

        budget.grants(1, SOON);

        assertGone(spare);
    }

    @Test
    void whoComesLaterAndCannotWaitIsAskedForFirstAndAtOnce() {
        UniAssertSubscriber<Permit> spare = enterSpare();
        budget.grants(0, LONG);

        UniAssertSubscriber<Permit> live = enter();
        assertThat(budget.uses).containsExactly(Use.SPARE, Use.LIVE);
        budget.grants(1, LONG);

        assertGone(live);
        spare.assertNotTerminated();
        assertThat(budget.uses).as("then it is asked for those with time").endsWith(Use.LIVE, Use.SPARE);
    }

    @Test
    void whatWasGrantedForWhoHasTimeGoesToWhoHasNone() {
        UniAssertSubscriber<Permit> spare = enterSpare();
        UniAssertSubscriber<Permit> live = enter();

        budget.grants(1, SOON);

        assertGone(live);
        spare.assertNotTerminated();
    }

    /** It may be more than the spare part. */
    @Test
    void whatWasGrantedForWhoHasNoTimeIsNotForWhoHas() {
        UniAssertSubscriber<Permit> live = enter();
        UniAssertSubscriber<Permit> spare = enterSpare();
        line.turnAway(new SessionMFailure(Failure.CIRCUIT_OPEN));
        UniAssertSubscriber<Permit> after = enterSpare();

        budget.grants(1, SOON);

        assertThat(failureOf(live)).isEqualTo(Failure.CIRCUIT_OPEN);
        assertThat(failureOf(spare)).isEqualTo(Failure.CIRCUIT_OPEN);
        after.assertNotTerminated();
        assertThat(budget.events).containsExactly("unused 1");
    }

    @Test
    void whoHasTimeIsNoReasonToTurnOthersAway() {
        enterSpare();
        enterSpare();

        assertThat(line.waiting()).isZero();
    }

    @Test
    void noWaitIsExpectedOnAGuess() {
        assertThat(line.expectedWait(1_000_000)).isZero();
    }

    @Test
    void nobodyGetsMoreThanAllTogether() {
        budget.most = 40;

        assertThat(line.expectedWait(80)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theWaitIsExpectedByTheRecentPace() {
        budget.most = 1000;
        budget.least = 1;
        tenPerSecondForThreeSeconds();

        assertThat(line.expectedWait(20)).isBetween(Duration.ofMillis(1800), Duration.ofMillis(2200));
    }

    @Test
    void theShareIsCountedOnHoweverLittleCameOfLate() {
        budget.most = 1000;
        budget.least = 100;
        tenPerSecondForThreeSeconds();

        assertThat(line.expectedWait(100)).isEqualTo(Duration.ofSeconds(1));
    }

    /** What went while nobody waited says how little was asked for. */
    @Test
    void thePaceOfQuietTimesTellsNothing() {
        budget.most = 1000;
        for (int i = 0; i < 30; i++) {
            enter();
            budget.grants(1, SOON);
            goOn(Duration.ofMillis(300));
        }

        assertThat(line.expectedWait(100)).isEqualTo(Duration.ofMillis(100));
    }

    private void tenPerSecondForThreeSeconds() {
        for (int i = 0; i < 50; i++) {
            enter();
        }
        for (int i = 0; i < 30; i++) {
            budget.grants(1, Duration.ofMillis(98));
            goOn(Duration.ofMillis(100));
        }
        assertThat(line.waiting()).as("those left of fifty").isBetween(15, 25);
    }

    private UniAssertSubscriber<Permit> enter() {
        return enter(Duration.ofHours(1));
    }

    private UniAssertSubscriber<Permit> enter(Duration time) {
        return line.permit(Deadline.in(time, nanos::get)).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private UniAssertSubscriber<Permit> enterSpare() {
        return line.sparePermit().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private void goOn(Duration time) {
        nanos.addAndGet(time.toNanos());
        timers.removeIf(FutureTask::isDone);
        List.copyOf(timers).stream().filter(timer -> timer.at <= nanos.get()).forEach(FutureTask::run);
    }

    private Future<?> start(Duration time, Runnable task) {
        Timer timer = new Timer(nanos.get() + time.toNanos(), task);
        timers.add(timer);
        return timer;
    }

    private static void assertGone(UniAssertSubscriber<Permit> waiter) {
        assertThat(waiter.awaitItem(LONG).getItem().usable()).isTrue();
    }

    private static Failure failureOf(UniAssertSubscriber<Permit> waiter) {
        return ((SessionMFailure) waiter.awaitFailure(LONG).getFailure())
                .failed()
                .failure();
    }

    private static final class Timer extends FutureTask<Void> {

        private final long at;

        Timer(long at, Runnable task) {
            super(task, null);
            this.at = at;
        }
    }
}
