package io.offerwallet.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.offerwallet.culture.Culture;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.PrewarmOutcome.AlreadyHeld;
import io.offerwallet.wallet.PrewarmOutcome.Loaded;
import io.offerwallet.wallet.PrewarmOutcome.Missed;
import io.offerwallet.wallet.PrewarmOutcome.NotNow;
import io.offerwallet.wallet.SpareCapacity.NoRoom;
import io.offerwallet.wallet.SpareCapacity.Room;
import io.offerwallet.wallet.WalletOutcome.Fresh;
import io.offerwallet.wallet.WalletOutcome.Source;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PrewarmFlowTest {

    private static final UserId ANN = new UserId("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
    private static final WalletKey ANNS = new WalletKey(ANN, Culture.of("en-US"), Variant.WHOLE);
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration FRESH_FOR = Duration.ofSeconds(60);
    private static final Duration STALE_IF_ERROR = Duration.ofSeconds(300);

    private final TestClock clock = new TestClock();
    private final ScriptedUpstream sessionm = new ScriptedUpstream(clock);
    private final NaiveStore store = new NaiveStore();
    private final WalletReader reader = new TextReader();
    private final Freshness freshness = new Freshness(FRESH_FOR, STALE_IF_ERROR, Duration.ofSeconds(30), 0, () -> 0);
    private final Listeners<WalletListener> nobody = new Listeners<>(List.of());
    private final SingleFlight<WalletKey, WalletLoad.Loaded> loads = new SingleFlight<>();
    private final Deque<UniEmitter<? super Room>> waiting = new ArrayDeque<>();
    private final AtomicInteger left = new AtomicInteger();

    private final WalletFlow live = new WalletFlow(
            store,
            new WalletLoad(store, sessionm, reader, freshness, nobody),
            clock,
            nobody,
            loads,
            new PlainTimers(),
            20);
    private final PrewarmFlow flow = new PrewarmFlow(
            store,
            () -> Uni.createFrom().<Room>emitter(room -> waiting.add(room)),
            reader,
            freshness,
            clock,
            System::nanoTime,
            nobody,
            loads,
            TTL);

    @Test
    void aPrewarmedWalletIsServedForItsTimeAndUsableForTheHardLimitAfterIt() {
        prewarmed("warm");

        clock.goOn(TTL.minusMillis(1));
        assertThat(served()).satisfies(fresh -> {
            assertThat(fresh.source()).isEqualTo(Source.HIT);
            assertThat(fresh.wallet().usableUntil())
                    .isEqualTo(fresh.wallet().fetchedAt().plus(TTL).plus(STALE_IF_ERROR));
        });
        clock.goOn(Duration.ofMillis(1));
        CompletableFuture<WalletOutcome> late = ask();
        sessionm.answer("later");
        assertThat(text((Fresh) late.join())).isEqualTo("later");
    }

    @Test
    void nothingIsAskedAndNoTurnTakenBeforeThereIsRoom() {
        CompletableFuture<PrewarmOutcome> prewarming = prewarm();
        assertThat(sessionm.calls()).isEmpty();

        CompletableFuture<WalletOutcome> request = ask();
        sessionm.answer("for the request");
        assertThat(text((Fresh) request.join())).isEqualTo("for the request");
        assertThat(prewarming).isNotDone();
    }

    @Test
    void aRequestThatComesMeanwhileSharesTheLoad() {
        CompletableFuture<PrewarmOutcome> prewarming = prewarm();
        giveRoom();
        CompletableFuture<WalletOutcome> request = ask();
        sessionm.answer("for both");

        assertThat(text((Fresh) request.join())).isEqualTo("for both");
        assertThat(prewarming.join()).isInstanceOf(Loaded.class);
        assertThat(sessionm.calls()).hasSize(1);
    }

    @Test
    void aLoadOfARequestIsTooShortLivedAndWaitedFor() {
        CompletableFuture<PrewarmOutcome> prewarming = prewarm();
        CompletableFuture<WalletOutcome> request = ask();
        giveRoom();
        assertThat(sessionm.calls()).as("one call at a time").hasSize(1);
        sessionm.answer("short");
        assertThat(request).isCompleted();
        sessionm.answer("long");

        assertThat(prewarming.join()).isInstanceOf(Loaded.class);
        clock.goOn(TTL.minusMillis(1));
        assertThat(text(served())).isEqualTo("long");
    }

    @Test
    void whatIsHeldForHalfOfTheTimeOrMoreStays() {
        prewarmed("warm");
        clock.goOn(TTL.dividedBy(2).minusMillis(1));

        assertThat(prewarm().join()).isInstanceOf(AlreadyHeld.class);
        clock.goOn(Duration.ofMillis(1));
        prewarmed("warm again");
        assertThat(sessionm.calls()).hasSize(2);
    }

    /** P4: as for any other wallet. */
    @Test
    void aPurgeForgetsWhatIsPrewarmedAndWhatIsBeingPrewarmed() {
        prewarmed("of before");
        purge();
        assertThat(ask()).isNotDone();
        sessionm.answer("after");
        purge();

        CompletableFuture<PrewarmOutcome> prewarming = prewarm();
        giveRoom();
        purge();
        sessionm.answer("of before the purge");
        assertThat(prewarming).as("asked again").isNotDone();
        sessionm.answer("of after the purge");
        assertThat(prewarming.join()).isInstanceOf(Loaded.class);
        assertThat(text(served())).isEqualTo("of after the purge");
    }

    @Test
    void roomIsLeftHoweverALoadEnds() {
        prewarmed("warm");
        assertThat(left).hasValue(1);
        purge();

        CompletableFuture<PrewarmOutcome> failing = prewarm();
        giveRoom();
        sessionm.fail(Failure.FAILING);
        assertThat(failing.join()).isEqualTo(new Missed(Failed.of(Failure.FAILING)));
        assertThat(left).hasValue(2);

        CompletableFuture<PrewarmOutcome> unknown = prewarm();
        giveRoom();
        sessionm.answerUnknownUser();
        assertThat(unknown.join()).isInstanceOf(PrewarmOutcome.UnknownUser.class);
        assertThat(left).hasValue(3);
    }

    @Test
    void whatNobodyHoldsIsNotLoaded() {
        store.keepsNothing();
        CompletableFuture<PrewarmOutcome> prewarming = prewarm();
        giveRoom();
        sessionm.answer("of no use");

        assertThat(prewarming.join()).isInstanceOf(PrewarmOutcome.NotKept.class);
        assertThat(left).hasValue(1);
    }

    @Test
    void whenSessionMIsNotAskedThatSaysNothingAboutTheUser() {
        CompletableFuture<PrewarmOutcome> prewarming = prewarm();
        waiting.remove().fail(new NoRoom(Failed.of(Failure.CIRCUIT_OPEN)));

        assertThat(prewarming.join()).isEqualTo(new NotNow(Failed.of(Failure.CIRCUIT_OPEN)));
    }

    @Test
    void nobodyGetsMoreTimeThanThereIs() {
        assertThatIllegalArgumentException().isThrownBy(() -> flow.prewarm(ANNS, TTL.plusMillis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> flow.prewarm(ANNS, Duration.ofMillis(-1)));
    }

    private void prewarmed(String wallet) {
        CompletableFuture<PrewarmOutcome> prewarming = prewarm();
        giveRoom();
        sessionm.answer(wallet);
        assertThat(prewarming.join()).isInstanceOf(Loaded.class);
    }

    private CompletableFuture<PrewarmOutcome> prewarm() {
        return flow.prewarm(ANNS, TTL).subscribeAsCompletionStage();
    }

    private void giveRoom() {
        waiting.remove().complete(new Room() {
            @Override
            public Uni<FetchOutcome> fetch(WalletKey key, Deadline deadline, Trace trace) {
                return sessionm.fetch(key, deadline, trace);
            }

            @Override
            public void leave() {
                left.incrementAndGet();
            }
        });
    }

    private CompletableFuture<WalletOutcome> ask() {
        return live.wallet(ANNS, Deadline.in(Duration.ofSeconds(60), System::nanoTime), Trace.NONE)
                .subscribeAsCompletionStage();
    }

    private Fresh served() {
        return (Fresh) ask().join();
    }

    private void purge() {
        live.purge(List.of(ANN), Deadline.in(Duration.ofSeconds(60), System::nanoTime))
                .await()
                .indefinitely();
    }

    private static String text(Fresh fresh) {
        return new String(fresh.wallet().body(), UTF_8);
    }
}
