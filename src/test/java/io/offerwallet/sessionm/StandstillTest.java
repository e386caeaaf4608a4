package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.sessionm.Standstill.OnePass;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.Listeners;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandstillTest {

    private static final Duration BREAKER_DELAY = Duration.ofSeconds(5);
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration CREDENTIAL_INTERVAL = Duration.ofSeconds(4);
    private static final Duration PROBE = Duration.ofSeconds(6);
    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final int WINDOW = 4;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // a monotonic clock may overflow
    private final ScriptedBoard board = new ScriptedBoard();
    private final List<Failed> turnedAway = new ArrayList<>();
    private final List<Optional<Failure>> heard = new ArrayList<>();
    private final Standstill standstill =
            standstill(new StandstillTimes(BREAKER_DELAY, DEFAULT_PAUSE, LONGEST_PAUSE, CREDENTIAL_INTERVAL, PROBE));

    // ---- When it begins ----------------------------------------------------------------------------------------

    @Test
    void allCallsGoWhileNothingIsWrong() {
        for (int call = 0; call < 3 * WINDOW; call++) {
            pass().answered();
            pass().failed(new SessionMFailure(Failure.REJECTED));
        }

        assertGoing();
        assertThat(heard).isEmpty();
    }

    @Test
    void thrownOutForAsLongAsSessionMSaid() {
        throttle(Duration.ofSeconds(7));

        assertRefused(new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(7))));
        goOn(Duration.ofSeconds(7).minus(A_MOMENT));
        assertRefused(new Failed(Failure.THROTTLED, Optional.of(A_MOMENT)));
        goOn(A_MOMENT);
        assertThat(standstill.refusal()).isEmpty();
        assertThat(heard).containsExactly(Optional.of(Failure.THROTTLED));
    }

    @Test
    void thrownOutForTheDefaultIfSessionMSaidNothingOrNoTime() {
        pass().failed(new SessionMFailure(Failure.THROTTLED));
        assertRefused(new Failed(Failure.THROTTLED, Optional.of(DEFAULT_PAUSE)));
        goOn(DEFAULT_PAUSE);

        pass().failed(throttled(Duration.ZERO));

        assertRefused(new Failed(Failure.THROTTLED, Optional.of(DEFAULT_PAUSE)));
    }

    @Test
    void neverThrownOutForLongerThanTheLongestPause() {
        throttle(Duration.ofHours(20));

        assertRefused(new Failed(Failure.THROTTLED, Optional.of(LONGEST_PAUSE)));
        assertThat(board.told).containsExactly("pause PT1M");
    }

    @Test
    void aRefusedCredentialIsNotTriedAgainForAWhile() {
        pass().failed(new SessionMFailure(Failure.CREDENTIAL_REFUSED));

        assertRefused(Failed.of(Failure.CREDENTIAL_REFUSED));
        goOn(CREDENTIAL_INTERVAL);
        assertThat(standstill.refusal()).isEmpty();
        assertThat(board.told).as("another process may have another").isEmpty();
    }

    @Test
    void tooManyFailuresOfAWindowBeginIt() {
        pass().answered();
        pass().failed(new SessionMFailure(Failure.FAILING));
        pass().answered();
        assertGoing();
        pass().failed(new SessionMFailure(Failure.TIMED_OUT));

        assertRefused(Failed.of(Failure.CIRCUIT_OPEN));
        goOn(BREAKER_DELAY);
        assertThat(standstill.refusal()).isEmpty();
        assertThat(board.told).as("it may be the way from here").isEmpty();
    }

    @Test
    void zeroPausesAreNone() {
        Standstill never =
                standstill(new StandstillTimes(BREAKER_DELAY, DEFAULT_PAUSE, Duration.ZERO, Duration.ZERO, PROBE));
        for (int call = 0; call < 2 * WINDOW; call++) {
            pass(never).failed(throttled(Duration.ofSeconds(9)));
            pass(never).failed(new SessionMFailure(Failure.CREDENTIAL_REFUSED));
        }
        never.paused(Duration.ofSeconds(9));

        assertThat(never.refusal()).isEmpty();
        assertThat(board.told).isEmpty();
    }

    @Test
    void whoWaitsForSomethingElseIsTurnedAwayWithTheReason() {
        throttle(Duration.ofSeconds(3));

        assertThat(turnedAway).containsExactly(new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(3))));
    }

    @Test
    void aPassThatWasNotUsedYetIsWithdrawn() {
        OnePass early = pass();
        assertThat(early.refusal()).isEmpty();

        throttle(Duration.ofSeconds(3));

        assertThat(early.refusal().orElseThrow().failed().failure()).isEqualTo(Failure.THROTTLED);
        goOn(Duration.ofSeconds(4));
        assertThat(early.refusal()).as("the probe goes first").isPresent();
        OnePass probe = pass();
        assertThat(probe.refusal()).isEmpty();
        assertThat(early.refusal()).isPresent();
        probe.answered();
        assertThat(early.refusal()).isEmpty();
    }

    // ---- How it ends -------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void oneCallProbesAndOnlyItsSuccessLetsAllGo(StopReason reason) {
        stop(reason);
        OnePass probe = pass();
        assertRefused(Failed.of(reason.failure()));
        goOn(Duration.ofHours(1));
        assertRefused(Failed.of(reason.failure()));

        probe.answered();

        assertGoing();
        assertThat(heard).containsExactly(Optional.of(reason.failure()), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void aProbeThatFailsHoweverBeginsItAnew(StopReason reason) {
        for (Failure failure : List.of(Failure.FAILING, Failure.TIMED_OUT, Failure.REJECTED)) {
            stop(reason);
            pass().failed(new SessionMFailure(failure));

            assertThat(refusal().failure()).as("after %s", failure).isEqualTo(reason.failure());
            goOn(Duration.ofSeconds(60));
            pass().answered();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProbeThatIsGivenUpTellsNothingAndTheNextCallProbes(StopReason reason) {
        stop(reason);
        pass().failed(new SessionMFailure(Failure.DEADLINE));
        OnePass second = pass();
        second.givenUp();
        OnePass third = pass();

        assertRefused(Failed.of(reason.failure()));
        second.answered();
        assertRefused(Failed.of(reason.failure()));
        third.answered();
        assertGoing();
    }

    @Test
    void theGraverReasonIsToldUntilACallSucceeds() {
        stop(StopReason.FAILING);
        pass().failed(new SessionMFailure(Failure.CREDENTIAL_REFUSED));
        goOn(CREDENTIAL_INTERVAL);
        pass().failed(throttled(Duration.ofSeconds(30)));

        assertRefused(Failed.of(Failure.CREDENTIAL_REFUSED));
        goOn(Duration.ofSeconds(30).minus(A_MOMENT));
        assertRefused(Failed.of(Failure.CREDENTIAL_REFUSED));
        goOn(A_MOMENT);
        pass().answered();
        assertThat(heard)
                .containsExactly(
                        Optional.of(Failure.CIRCUIT_OPEN), Optional.of(Failure.CREDENTIAL_REFUSED), Optional.empty());
    }

    @Test
    void whatWasSentBeforeMakesItLongerAndNeverEndsIt() {
        OnePass good = pass();
        OnePass bad = pass();
        OnePass shorter = pass();
        throttle(Duration.ofSeconds(5));

        good.answered();
        bad.failed(throttled(Duration.ofSeconds(9)));
        shorter.failed(throttled(Duration.ofSeconds(2)));

        assertRefused(new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(9))));
    }

    @Test
    void aPauseAskedForWhileAProbeIsUnderWayOutlastsTheProbe() {
        OnePass late = pass();
        throttle(Duration.ofSeconds(1));
        goOn(Duration.ofSeconds(1));
        OnePass probe = pass();
        late.failed(throttled(Duration.ofSeconds(9)));

        probe.answered();

        assertRefused(new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(9))));
    }

    @Test
    void whatWasSentBeforeDoesNotCountAfter() {
        List<OnePass> before = List.of(pass(), pass(), pass(), pass(), pass());
        stop(StopReason.FAILING);
        pass().answered();

        before.forEach(pass -> pass.failed(new SessionMFailure(Failure.FAILING)));

        assertGoing();
    }

    // ---- With other processes ----------------------------------------------------------------------------------

    @Test
    void othersAreToldOfAPause() {
        throttle(Duration.ofSeconds(5));
        goOn(Duration.ofSeconds(5));
        OnePass probe = pass();
        assertThat(board.told).containsExactly("pause PT5S", "probe PT6S");

        probe.failed(throttled(Duration.ofSeconds(7)));
        goOn(Duration.ofSeconds(7));
        pass().answered();

        assertThat(board.told)
                .containsExactly("pause PT5S", "probe PT6S", "pause PT7S", "probed false", "probe PT6S", "probed true");
    }

    @Test
    void aPauseAskedForElsewhereIsKeptHere() {
        standstill.paused(Duration.ofSeconds(5));
        standstill.paused(Duration.ofSeconds(2));

        assertRefused(new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(5))));
        assertThat(turnedAway).isNotEmpty();
        assertThat(board.told).as("nobody's echo").isEmpty();
    }

    @Test
    void whileAnotherProcessProbesNoCallGoesHere() {
        standstill.paused(Duration.ofSeconds(5));
        goOn(Duration.ofSeconds(5));
        board.another = Optional.of(Duration.ofMillis(100));

        assertThat(failureOf(asked()).failure()).isEqualTo(Failure.THROTTLED);
        assertThat(standstill.refusal()).isPresent();

        standstill.over();
        assertGoing();
    }

    /** The message may get lost. */
    @Test
    void whenTheOtherProcessIsSilentItIsAskedAgain() {
        standstill.paused(Duration.ofSeconds(5));
        goOn(Duration.ofSeconds(5));
        board.another = Optional.of(Duration.ofMillis(100));
        failureOf(asked());
        goOn(Duration.ofMillis(100));
        board.another = Optional.empty();

        pass().answered();

        assertGoing();
    }

    @Test
    void aPauseAskedForWhileAnotherProcessProbesIsKept() {
        standstill.paused(Duration.ofSeconds(5));
        goOn(Duration.ofSeconds(5));
        board.another = Optional.of(Duration.ofSeconds(8));
        failureOf(asked());

        standstill.paused(Duration.ofSeconds(3));

        assertRefused(new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(3))));
        standstill.over();
        assertThat(standstill.refusal()).as("that was of the pause before").isPresent();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "THROTTLED")
    void whatOtherProcessesFindOutEndsNothingThatIsOnlyHere(StopReason reason) {
        stop(reason);

        standstill.over();

        pass();
        assertRefused(Failed.of(reason.failure()));
    }

    // ---- Under load --------------------------------------------------------------------------------------------

    @Test
    void ofManyThatComeAtOnceExactlyOneProbes() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                stop(StopReason.FAILING);
                List<Future<Boolean>> callers = new ArrayList<>();
                List<OnePass> probes = Collections.synchronizedList(new ArrayList<>());
                for (int caller = 0; caller < 8; caller++) {
                    callers.add(threads.submit(() -> Optional.ofNullable(asked().getItem())
                            .map(probes::add)
                            .isPresent()));
                }
                for (Future<Boolean> caller : callers) {
                    caller.get();
                }
                assertThat(probes).hasSize(1);
                probes.get(0).answered();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Standstill standstill(StandstillTimes times) {
        return new Standstill(
                times,
                new FailureWindow(WINDOW, 0.5),
                board,
                failure -> turnedAway.add(failure.failed()),
                nanos::get,
                new Listeners<>(List.of(new UpstreamListener() {
                    @Override
                    public void standstill(Optional<Failure> why) {
                        heard.add(why);
                    }
                })));
    }

    /** Brings it to the moment at which the next call is a probe. */
    private void stop(StopReason reason) {
        switch (reason) {
            case FAILING -> {
                for (int call = 0; call < WINDOW; call++) {
                    pass().failed(new SessionMFailure(Failure.FAILING));
                }
                goOn(BREAKER_DELAY);
            }
            case THROTTLED -> {
                throttle(Duration.ofSeconds(3));
                goOn(Duration.ofSeconds(3));
            }
            case CREDENTIAL_REFUSED -> {
                pass().failed(new SessionMFailure(Failure.CREDENTIAL_REFUSED));
                goOn(CREDENTIAL_INTERVAL);
            }
        }
    }

    private void throttle(Duration retryAfter) {
        pass().failed(throttled(retryAfter));
    }

    private static SessionMFailure throttled(Duration retryAfter) {
        return new SessionMFailure(Failure.THROTTLED, Optional.of(retryAfter));
    }

    private OnePass pass() {
        return pass(standstill);
    }

    private static OnePass pass(Standstill from) {
        return from.pass()
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertCompleted()
                .getItem();
    }

    private UniAssertSubscriber<OnePass> asked() {
        return standstill.pass().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static Failed failureOf(UniAssertSubscriber<OnePass> asked) {
        return ((SessionMFailure) asked.assertFailed().getFailure()).failed();
    }

    private Failed refusal() {
        return standstill.refusal().orElseThrow().failed();
    }

    private void assertRefused(Failed why) {
        assertThat(refusal()).isEqualTo(why);
        assertThat(failureOf(asked())).isEqualTo(why);
    }

    private void assertGoing() {
        assertThat(standstill.refusal()).isEmpty();
        OnePass one = pass();
        OnePass other = pass();
        one.givenUp();
        other.givenUp();
    }

    private void goOn(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
