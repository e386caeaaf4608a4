package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.culture.Culture;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.WalletOutcome.Fresh;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A purge between the moment at which a store takes a load's result and the moment at which the load knows it. */
class PurgeRaceTest {

    private static final UserId ANN = new UserId("00000000-0000-0000-0000-00000000000a");
    private static final WalletKey ANNS = new WalletKey(ANN, Culture.of("en-US"), Variant.WHOLE);

    private final TestClock clock = new TestClock();
    private final ScriptedUpstream sessionm = new ScriptedUpstream(clock);
    private final SlowToSaySo store = new SlowToSaySo();
    private final WalletFlow flow = flow();

    @Test
    void noAnswerAfterAnAcknowledgedPurgeSharesALoadOfBefore() {
        CompletableFuture<WalletOutcome> before = ask();
        sessionm.answer("before the purge");
        Duration soon = Duration.ofSeconds(1);
        flow.purge(List.of(ANN), Deadline.in(soon, System::nanoTime)).await().atMost(soon);
        CompletableFuture<WalletOutcome> after = ask();
        store.saySo();
        assertThat(before).isNotDone();
        assertThat(after).isNotDone();

        assertThat(sessionm.calls()).hasSize(2);
        sessionm.answer("after the purge");
        store.saySo();
        assertThat(text(before)).isEqualTo("after the purge");
        assertThat(text(after)).isEqualTo("after the purge");
    }

    private CompletableFuture<WalletOutcome> ask() {
        return flow.wallet(ANNS, Deadline.in(Duration.ofSeconds(60), System::nanoTime), Trace.NONE)
                .subscribeAsCompletionStage();
    }

    private WalletFlow flow() {
        Freshness freshness =
                new Freshness(Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(30), 0, () -> 0);
        Listeners<WalletListener> nobody = new Listeners<>(List.of());
        return new WalletFlow(
                store,
                new WalletLoad(store, sessionm, new TextReader(), freshness, nobody),
                clock,
                nobody,
                new SingleFlight<>(),
                new PlainTimers(),
                20);
    }

    private static String text(CompletableFuture<WalletOutcome> answer) {
        assertThat(answer).isDone();
        return new String(((Fresh) answer.join()).wallet().body(), StandardCharsets.UTF_8);
    }

    /** Keeps at once, as a store at the other end of a network does, whose answer is still on its way. */
    private static final class SlowToSaySo implements WalletStore {
        private final NaiveStore naive = new NaiveStore();
        private final Deque<Runnable> unsaid = new ArrayDeque<>();

        void saySo() {
            unsaid.remove().run();
        }

        @Override
        public Uni<Optional<Held>> find(WalletKey key) {
            return naive.find(key);
        }

        @Override
        public Optional<Held> peek(WalletKey key) {
            return naive.peek(key);
        }

        @Override
        public Uni<Turn> turn(WalletKey key, Predicate<Held> wanted, Deadline deadline) {
            return naive.turn(key, wanted, deadline);
        }

        @Override
        public Uni<Kept> keep(WalletKey key, Held held, Lease lease) {
            Uni<Kept> kept = naive.keep(key, held, lease).memoize().indefinitely();
            return Uni.createFrom()
                    .emitter((UniEmitter<? super Kept> emitter) ->
                            unsaid.add(() -> kept.subscribe().with(emitter::complete)));
        }

        @Override
        public Uni<Void> giveUp(WalletKey key, Lease lease, Failed failed) {
            return naive.giveUp(key, lease, failed);
        }

        @Override
        public boolean current(UserId user, long generation) {
            return naive.current(user, generation);
        }

        @Override
        public Uni<Void> purge(Collection<UserId> users) {
            return naive.purge(users);
        }
    }
}
