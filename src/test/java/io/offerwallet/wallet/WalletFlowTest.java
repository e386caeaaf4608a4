package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.offerwallet.culture.Culture;
import io.offerwallet.testing.Reachable;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.WalletOutcome.Fresh;
import io.offerwallet.wallet.WalletOutcome.Refused;
import io.offerwallet.wallet.WalletOutcome.Source;
import io.offerwallet.wallet.WalletOutcome.Stale;
import io.offerwallet.wallet.WalletOutcome.Unavailable;
import io.offerwallet.wallet.WalletOutcome.UnknownUser;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WalletFlowTest {

    private static final UserId ANN = new UserId("00000000-0000-0000-0000-00000000000a");
    private static final UserId BOB = new UserId("00000000-0000-0000-0000-00000000000b");
    private static final WalletKey ANNS = new WalletKey(ANN, Culture.of("en-US"), Variant.WHOLE);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MAX_WAITING = 20;

    private final TestClock clock = new TestClock();
    private final ScriptedUpstream sessionm = new ScriptedUpstream(clock);
    private final NaiveStore store = new NaiveStore();
    private final PlainTimers timers = new PlainTimers();
    private final Freshness freshness =
            new Freshness(Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(30), 0, () -> 0);
    private final List<WalletOutcome> heard = new ArrayList<>();
    private final WalletFlow flow = flow(new Listeners<>(List.of(new WalletListener() {
        @Override
        public synchronized void answered(WalletOutcome outcome) {
            heard.add(outcome);
        }
    })));

    @Test
    void asksSessionMForAWalletThatIsNotHeld() {
        CompletableFuture<WalletOutcome> answer = ask(ANNS);
        sessionm.answer("first");
        assertThat(text(answer)).isEqualTo("first");
        assertThat(answer.join()).isInstanceOfSatisfying(Fresh.class, fresh -> assertThat(fresh.source())
                .isEqualTo(Source.MISS));
    }

    /** Thousands wait, and have become old objects when their wallets come. */
    @Test
    void whatWaitedForAWalletDoesNotKeepIt() {
        waitFor(ANNS);
        Object waited = sessionm.oldest();
        sessionm.answer("first");

        WeakReference<Held> held = new WeakReference<>(store.peek(ANNS).orElseThrow());
        store.purge(List.of(ANN)).await().indefinitely();
        heard.clear();
        Reachable.notFrom(waited, held);
    }

    @Test
    void servesAFreshWalletWithoutAsking() {
        load(ANNS, "first");
        clock.goOn(Duration.ofMillis(59_999));
        CompletableFuture<WalletOutcome> hit = ask(ANNS);
        assertThat(text(hit)).isEqualTo("first");
        assertThat(hit.join()).isInstanceOfSatisfying(Fresh.class, fresh -> assertThat(fresh.source())
                .isEqualTo(Source.HIT));
        assertThat(sessionm.calls()).hasSize(1);
    }

    @Test
    void whatHadExpiredWhenSessionMWasAskedIsNotHeld() {
        CompletableFuture<WalletOutcome> loaded = ask(ANNS);
        sessionm.answer("live#expired");
        assertThat(text(loaded)).isEqualTo("live");
        assertThat(store.find(ANNS).await().indefinitely().orElseThrow())
                .isInstanceOfSatisfying(
                        HeldWallet.class, held -> assertThat(text(held)).isEqualTo("live"));
    }

    @Test
    void asksAgainOnceTheWalletIsNoLongerFresh() {
        load(ANNS, "first");
        clock.goOn(Duration.ofSeconds(60));
        CompletableFuture<WalletOutcome> again = ask(ANNS);
        sessionm.answer("second");
        assertThat(text(again)).isEqualTo("second");
    }

    @Test
    void asksOnceHoweverManyAskAtOnce() {
        List<CompletableFuture<WalletOutcome>> answers = new ArrayList<>();
        for (int i = 0; i < MAX_WAITING; i++) {
            answers.add(ask(ANNS));
        }
        sessionm.answer("only");
        assertThat(answers).allSatisfy(answer -> assertThat(text(answer)).isEqualTo("only"));
        assertThat(answers.stream().map(answer -> ((Fresh) answer.join()).source()))
                .containsOnlyOnce(Source.MISS)
                .filteredOn(Source.COALESCED::equals)
                .hasSize(MAX_WAITING - 1);
        assertThat(sessionm.calls()).hasSize(1);
    }

    @Test
    void whatAnotherLoadedBetweenLookingAndJoiningIsNotLoadedAgain() {
        store.afterNextFind(() -> load(ANNS, "by another"));
        CompletableFuture<WalletOutcome> answer = ask(ANNS);
        assertThat(text(answer)).isEqualTo("by another");
        assertThat(answer.join()).isInstanceOfSatisfying(Fresh.class, fresh -> assertThat(fresh.source())
                .isEqualTo(Source.HIT));
        assertThat(sessionm.calls()).hasSize(1);
    }

    @Test
    void neverMixesUsersCulturesAndVariants() {
        List<WalletKey> keys = List.of(
                ANNS,
                new WalletKey(BOB, Culture.of("en-US"), Variant.WHOLE),
                new WalletKey(ANN, Culture.of("fr-FR"), Variant.WHOLE),
                new WalletKey(ANN, Culture.of("en-US"), new Variant.Page(0, 1000, false, "")),
                new WalletKey(ANN, Culture.of("en-US"), new Variant.Page(0, 1000, true, "")));
        List<CompletableFuture<WalletOutcome>> answers =
                keys.stream().map(this::ask).toList();
        keys.forEach(key -> sessionm.answer("for " + keys.indexOf(key)));
        assertThat(sessionm.calls()).isEqualTo(keys);
        for (int i = 0; i < keys.size(); i++) {
            assertThat(text(answers.get(i))).isEqualTo("for " + i);
            assertThat(text(ask(keys.get(i)))).isEqualTo("for " + i);
        }
    }

    @Test
    void aFailedLoadIsNotKept() {
        CompletableFuture<WalletOutcome> failed = ask(ANNS);
        sessionm.fail(Failure.FAILING);
        assertThat(failed.join()).isEqualTo(new Unavailable(Failure.FAILING, Optional.empty()));
        CompletableFuture<WalletOutcome> next = ask(ANNS);
        sessionm.answer("recovered");
        assertThat(text(next)).isEqualTo("recovered");
    }

    @Test
    void whatCannotBeReadIsAFailureAndNotKept() {
        CompletableFuture<WalletOutcome> malformed = ask(ANNS);
        sessionm.answer("");
        assertThat(malformed.join()).isEqualTo(new Unavailable(Failure.MALFORMED, Optional.empty()));
        waitFor(ANNS);
        assertThat(sessionm.calls()).hasSize(2);
    }

    @Test
    void remembersAnUnknownUserForAWhile() {
        CompletableFuture<WalletOutcome> unknown = ask(ANNS);
        sessionm.answerUnknownUser();
        assertThat(unknown.join()).isEqualTo(new UnknownUser(Source.MISS));
        clock.goOn(Duration.ofMillis(29_999));
        assertThat(ask(ANNS).join()).isEqualTo(new UnknownUser(Source.HIT));
        clock.goOn(Duration.ofMillis(1));
        CompletableFuture<WalletOutcome> registered = ask(ANNS);
        sessionm.answer("welcome");
        assertThat(text(registered)).isEqualTo("welcome");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void servesWhatIsHeldAsStaleWhenSessionMFails(Failure failure) {
        load(ANNS, "held");
        clock.goOn(Duration.ofSeconds(60));
        CompletableFuture<WalletOutcome> stale =
                failure == Failure.DEADLINE ? ask(ANNS, Duration.ofMillis(1)) : ask(ANNS);
        if (failure != Failure.DEADLINE) {
            sessionm.fail(failure);
        }
        assertThat(stale.join()).isInstanceOfSatisfying(Stale.class, outcome -> {
            assertThat(outcome.cause()).isEqualTo(failure);
            assertThat(text(outcome.wallet())).isEqualTo("held");
        });
    }

    @Test
    void neverServesPastTheHardLimit() {
        load(ANNS, "too old");
        clock.goOn(Duration.ofSeconds(360));
        CompletableFuture<WalletOutcome> answer = ask(ANNS);
        sessionm.fail(Failure.TIMED_OUT);
        assertThat(answer.join()).isEqualTo(new Unavailable(Failure.TIMED_OUT, Optional.empty()));
    }

    @Test
    void saysThatTheCredentialIsRefusedWhenNothingIsHeld() {
        CompletableFuture<WalletOutcome> answer = ask(ANNS);
        sessionm.fail(Failure.CREDENTIAL_REFUSED);
        assertThat(answer.join()).isEqualTo(new Refused());
    }

    @Test
    void aPurgedUserIsLoadedAgain() {
        load(ANNS, "before");
        purge(ANN);
        CompletableFuture<WalletOutcome> after = ask(ANNS);
        sessionm.answer("after");
        assertThat(text(after)).isEqualTo("after");
    }

    @Test
    void aPurgedUserIsNotServedAsStale() {
        load(ANNS, "before");
        clock.goOn(Duration.ofSeconds(60));
        CompletableFuture<WalletOutcome> answer = ask(ANNS);
        purge(ANN);
        sessionm.fail(Failure.FAILING);
        assertThat(answer.join()).isEqualTo(new Unavailable(Failure.FAILING, Optional.empty()));
    }

    @Test
    void purgeDuringLoadDiscardsTheLoad() {
        CompletableFuture<WalletOutcome> before = ask(ANNS);
        purge(ANN);
        CompletableFuture<WalletOutcome> after = ask(ANNS);
        sessionm.answer("fetched before the purge");
        assertThat(before).isNotDone();
        assertThat(after).isNotDone();
        sessionm.answer("fetched after the purge");
        assertThat(text(before)).isEqualTo("fetched after the purge");
        assertThat(text(after)).isEqualTo("fetched after the purge");
        assertThat(sessionm.calls()).hasSize(2);
    }

    @Test
    void purgeOfOneUserLeavesOthersAlone() {
        WalletKey bobs = new WalletKey(BOB, Culture.of("en-US"), Variant.WHOLE);
        load(bobs, "Bob's");
        purge(ANN);
        assertThat(text(ask(bobs))).isEqualTo("Bob's");
    }

    @Test
    void answersByTheDeadlineAndStillKeepsTheLateWallet() {
        CompletableFuture<WalletOutcome> impatient = ask(ANNS, Duration.ofMillis(20));
        await().until(impatient::isDone);
        assertThat(impatient.join()).isEqualTo(new Unavailable(Failure.DEADLINE, Optional.empty()));
        sessionm.answer("late");
        assertThat(text(ask(ANNS))).isEqualTo("late");
        assertThat(sessionm.calls()).hasSize(1);
    }

    @Test
    void whoHasTimeLeftLoadsAgainWhenTheLeaderHadNone() {
        waitFor(ANNS);
        CompletableFuture<WalletOutcome> follower = ask(ANNS);
        sessionm.fail(Failure.DEADLINE); // as the upstream says when the leader's deadline passed in line
        assertThat(follower).isNotDone();
        assertThat(sessionm.calls()).hasSize(2);
        sessionm.answer("in time");
        assertThat(text(follower)).isEqualTo("in time");
    }

    @Test
    void turnsAwayWhoComesWhenTooManyWait() {
        for (int i = 0; i < MAX_WAITING; i++) {
            waitFor(ANNS);
        }
        assertThat(flow.waiting()).isEqualTo(MAX_WAITING);
        assertThat(ask(ANNS).join()).isEqualTo(new Unavailable(Failure.OVERLOADED, Optional.empty()));
        sessionm.answer("done");
        assertThat(flow.waiting()).isZero();
        assertThat(flow.loading()).isZero();
    }

    @Test
    void whoLeavesDoesNotWaitAnyMoreAndTheLoadGoesOn() {
        List<WalletOutcome> got = new ArrayList<>();
        Cancellable impatient = flow.wallet(ANNS, Deadline.in(LONG, System::nanoTime), Trace.NONE)
                .subscribe()
                .with(got::add);
        CompletableFuture<WalletOutcome> patient = ask(ANNS);
        impatient.cancel();
        assertThat(flow.waiting()).isEqualTo(1);
        sessionm.answer("for who stayed");
        assertThat(text(patient)).isEqualTo("for who stayed");
        assertThat(got).isEmpty();
        assertThat(heard).hasSize(1);
        assertThat(flow.waiting()).isZero();
    }

    @Test
    void whoLeavesWhileItIsLookedForNeverWaits() {
        UniAssertSubscriber<WalletOutcome> impatient = new UniAssertSubscriber<>();
        store.afterNextFind(impatient::cancel);
        flow.wallet(ANNS, Deadline.in(LONG, System::nanoTime), Trace.NONE)
                .subscribe()
                .withSubscriber(impatient);
        assertThat(flow.waiting()).isZero();
        assertThat(sessionm.calls()).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void takesItsTimerBackWhenItIsAnswered() {
        CompletableFuture<WalletOutcome> answer = ask(ANNS);
        assertThat(timers.running()).isEqualTo(1);
        sessionm.answer("in time");
        assertThat(text(answer)).isEqualTo("in time");
        assertThat(timers.running()).isZero();
    }

    /** A deadline that passes while a request is served again must not be forgotten. */
    @Test
    void answersByItsDeadlineWhateverIsPurged() {
        CompletableFuture<WalletOutcome> answer = ask(ANNS, Duration.ofMillis(20));
        purge(ANN);
        sessionm.answer("fetched before the purge");
        await().until(answer::isDone);
        assertThat(answer.join()).isEqualTo(new Unavailable(Failure.DEADLINE, Optional.empty()));
    }

    /** Others may wait for this process to load it. */
    @Test
    void aBugEndsTheTurnToLoad() {
        CompletableFuture<WalletOutcome> asked = ask(ANNS);
        sessionm.crash(new IllegalStateException("a bug upstream"));
        assertThatThrownBy(asked::join).hasRootCauseMessage("a bug upstream");
        assertThat(store.givenUp()).containsExactly(Failure.FAILING);

        CompletableFuture<WalletOutcome> read = ask(ANNS);
        sessionm.answer("!a bug in the reader");
        assertThatThrownBy(read::join).hasRootCauseMessage("!a bug in the reader");
        assertThat(store.givenUp()).containsExactly(Failure.FAILING, Failure.FAILING);
        assertThat(flow.waiting()).isZero();
        assertThat(flow.loading()).isZero();
    }

    @Test
    void whoCannotHaveATimerIsToldAndDoesNotWait() {
        timers.startNone();
        CompletableFuture<WalletOutcome> answer = ask(ANNS);
        assertThatThrownBy(answer::join).hasCauseInstanceOf(RejectedExecutionException.class);
        assertThat(flow.waiting()).isZero();
    }

    @Test
    void aBugInTheStoreIsToldToWhoAsks() {
        CompletableFuture<WalletOutcome> answer = ask(ANNS);
        store.afterNextFind(() -> {
            throw new IllegalStateException("a bug");
        });
        sessionm.fail(Failure.FAILING);
        assertThatThrownBy(answer::join).hasRootCauseMessage("a bug");
        assertThat(flow.waiting()).isZero();
        assertThat(timers.running()).isZero();
    }

    @Test
    void hitsAreServedHoweverManyWait() {
        load(ANNS, "held");
        WalletKey bobs = new WalletKey(BOB, Culture.of("en-US"), Variant.WHOLE);
        for (int i = 0; i < MAX_WAITING; i++) {
            waitFor(bobs);
        }
        assertThat(text(ask(ANNS))).isEqualTo("held");
    }

    @Test
    void tellsListenersEveryOutcome() {
        load(ANNS, "first");
        assertThat(ask(ANNS)).isDone();
        assertThat(heard).hasSize(2).allMatch(Fresh.class::isInstance);
    }

    @Test
    void aListenerThatFailsFailsNoRequest() {
        WalletFlow unlucky = flow(new Listeners<>(List.of(new WalletListener() {
            @Override
            public void answered(WalletOutcome outcome) {
                throw new IllegalStateException("a bug in a listener");
            }
        })));
        CompletableFuture<WalletOutcome> answer = unlucky.wallet(ANNS, Deadline.in(LONG, System::nanoTime), Trace.NONE)
                .subscribeAsCompletionStage();
        sessionm.answer("all the same");
        assertThat(text(answer)).isEqualTo("all the same");
    }

    @Test
    void aPurgeThatIsNotConfirmedFailsAtItsDeadline() {
        store.confirmNoPurge();
        Uni<Void> purge = flow.purge(List.of(ANN), Deadline.in(Duration.ofMillis(50), System::nanoTime));
        assertThatThrownBy(() -> purge.await().atMost(LONG)).isInstanceOf(PurgeUnconfirmed.class);
    }

    @Test
    void refusesToBeBuiltWithoutRoomForWaiting() {
        assertThatThrownBy(() -> new WalletFlow(
                        store,
                        loader(new Listeners<>(List.of())),
                        clock,
                        new Listeners<>(List.of()),
                        new SingleFlight<>(),
                        timers,
                        0))
                .hasMessageContaining("max-waiting");
    }

    private WalletFlow flow(Listeners<WalletListener> listeners) {
        return new WalletFlow(store, loader(listeners), clock, listeners, new SingleFlight<>(), timers, MAX_WAITING);
    }

    private WalletLoad loader(Listeners<WalletListener> listeners) {
        return new WalletLoad(store, sessionm, new TextReader(), freshness, listeners);
    }

    private void waitFor(WalletKey key) {
        assertThat(ask(key)).isNotDone();
    }

    private CompletableFuture<WalletOutcome> ask(WalletKey key) {
        return ask(key, LONG);
    }

    private CompletableFuture<WalletOutcome> ask(WalletKey key, Duration time) {
        return flow.wallet(key, Deadline.in(time, System::nanoTime), Trace.NONE).subscribeAsCompletionStage();
    }

    private void load(WalletKey key, String wallet) {
        CompletableFuture<WalletOutcome> loaded = ask(key);
        sessionm.answer(wallet);
        assertThat(text(loaded)).isEqualTo(wallet);
    }

    private void purge(UserId user) {
        flow.purge(List.of(user), Deadline.in(LONG, System::nanoTime)).await().atMost(LONG);
    }

    private static String text(CompletableFuture<WalletOutcome> answer) {
        assertThat(answer).isDone();
        return text(((Fresh) answer.join()).wallet());
    }

    private static String text(HeldWallet wallet) {
        return new String(wallet.body(), StandardCharsets.UTF_8);
    }
}
