package io.offerwallet.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.offerwallet.culture.Culture;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.Held;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Kept;
import io.offerwallet.wallet.Lease;
import io.offerwallet.wallet.PurgeUnconfirmed;
import io.offerwallet.wallet.Turn;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Two processes with one Redis. */
class SeveralProcessesTest {

    private static final UserId ANN = new UserId("00000000-0000-0000-0000-00000000000a");
    private static final WalletKey ANNS = new WalletKey(ANN, Culture.of("en-US"), Variant.WHOLE);
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Two, unless the hundred take longer to come than Redis pauses. */
    private static final long FEW = 5;

    private static RedisServer server;
    private SharingProcess a;
    private SharingProcess b;

    @BeforeAll
    static void startRedis() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        server.close();
    }

    @BeforeEach
    void startProcesses() {
        try (Jedis client = server.client()) {
            client.flushAll();
        }
        a = SharingProcess.start("a", server.url());
        b = SharingProcess.start("b", server.url());
    }

    @AfterEach
    void stopProcesses() {
        a.close();
        b.close();
    }

    @Test
    void whatOneKeepsTheOtherFinds() {
        keep(a, "Ann's");
        assertThat(text(find(b))).isEqualTo("Ann's");
        assertThat(b.store.peek(ANNS)).as("from then on in its memory").isPresent();
    }

    @Test
    void manyWhoLookForTheSameDoSoTogether() {
        keep(a, "Ann's");
        assertThat(lookupsOfMany(found -> assertThat(text(found)).isEqualTo("Ann's")))
                .isBetween(1L, FEW);
        purge(a);
        assertThat(lookupsOfMany(found -> assertThat(found).isEmpty())).isBetween(1L, FEW);
    }

    /** How many lookups Redis gets of a hundred who come while it doesn't answer. */
    private long lookupsOfMany(Consumer<Optional<Held>> expectation) {
        try (Jedis client = server.client()) {
            long before = lookups(client);
            client.clientPause(200);
            List<CompletableFuture<Optional<Held>>> all = Stream.generate(
                            () -> b.store.find(ANNS).subscribeAsCompletionStage())
                    .limit(100)
                    .toList();
            assertThat(all).allSatisfy(found -> expectation.accept(join(found)));
            return lookups(client) - before;
        }
    }

    @Test
    void whatOnePurgesTheOtherNoLongerHasInMemory() {
        for (int time = 0; time < 1_000; time++) {
            SharingProcess one = time % 2 == 0 ? a : b;
            SharingProcess other = time % 2 == 0 ? b : a;
            keep(one, "wallet " + time);
            assertThat(text(find(other))).isEqualTo("wallet " + time);
            purge(one);
            assertThat(other.store.peek(ANNS)).isEmpty();
            assertThat(find(other)).isEmpty();
        }
    }

    @Test
    void whatWasLoadedBeforeAPurgeOfAnotherIsNotKept() {
        Lease before = mine(b);
        purge(a);
        assertThat(get(b.store.keep(ANNS, wallet("old"), before))).isEqualTo(Kept.PURGED);
        assertThat(b.store.current(ANN, before.generation())).isFalse();
        assertThat(find(a)).isEmpty();
        assertThat(find(b)).isEmpty();
    }

    @Test
    void oneLoadsWhileTheOtherWaitsForIt() {
        Lease lease = mine(a);
        CompletableFuture<Turn> waiting = ask(b, LONG);
        assertThat(waiting).isNotDone();
        get(a.store.keep(ANNS, wallet("Ann's"), lease));
        assertThat(join(waiting)).isInstanceOfSatisfying(Turn.Landed.class, landed -> {
            assertThat(text(Optional.of(landed.held()))).isEqualTo("Ann's");
            assertThat(landed.awaited()).isTrue();
        });
    }

    @Test
    void whoWaitsIsToldWhatSessionMSaidToTheOther() {
        Lease lease = mine(a);
        CompletableFuture<Turn> waiting = ask(b, LONG);
        Failed throttled = new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(7)));
        awaitWaiting();
        get(a.store.giveUp(ANNS, lease, throttled).replaceWith(true));
        assertThat(join(waiting)).isEqualTo(new Turn.Missed(throttled));
    }

    @Test
    void whoWaitsTriesItselfWhenTheOtherIsOverloaded() {
        Lease lease = mine(a);
        CompletableFuture<Turn> waiting = ask(b, LONG);
        awaitWaiting();
        get(a.store.giveUp(ANNS, lease, Failed.of(Failure.OVERLOADED)).replaceWith(true));
        assertThat(join(waiting)).isInstanceOf(Turn.Mine.class);
    }

    @Test
    void whoWaitsDoesSoNoLongerThanItsDeadline() {
        mine(a);
        assertThat(join(ask(b, Duration.ofMillis(50)))).isEqualTo(new Turn.Missed(Failed.of(Failure.DEADLINE)));
    }

    @Test
    void aTurnGoesOnForAsLongAsTheLoadTakesAlsoBeyondTheDeadlineOfWhoAskedForIt() {
        Lease lease = ((Turn.Mine) join(ask(a, Duration.ofMillis(50)))).lease();
        long end = System.nanoTime() + SharingProcess.LEASE.multipliedBy(2).toNanos();
        CompletableFuture<Turn> waiting = ask(b, LONG);
        await().atMost(LONG).until(() -> {
            assertThat(waiting).isNotDone();
            return System.nanoTime() - end > 0;
        });
        assertThat(get(a.store.keep(ANNS, wallet("late"), lease))).isEqualTo(Kept.KEPT);
        assertThat(join(waiting)).isInstanceOf(Turn.Landed.class);
    }

    @Test
    void theTurnOfAProcessThatDiedPassesOn() {
        SharingProcess killed = SharingProcess.start("killed", server.url());
        mine(killed);
        CompletableFuture<Turn> waiting = ask(b, LONG);
        killed.die();
        assertThat(join(waiting)).isInstanceOf(Turn.Mine.class);
    }

    @Test
    void aPurgeWaitsForAProcessThatDiedNoLongerThanForItsLease() {
        SharingProcess killed = SharingProcess.start("killed", server.url());
        killed.die();
        purge(a);
        assertThat(find(b)).isEmpty();
    }

    @Test
    void memoryIsNotUsedWhileMessagesMayBeMissed() {
        keep(a, "Ann's");
        find(b);
        try (Jedis client = server.client()) {
            client.sendCommand(redis.clients.jedis.Protocol.Command.CLIENT, "KILL", "TYPE", "pubsub");
        }
        await().atMost(LONG).until(() -> b.store.peek(ANNS).isEmpty());
        assertThat(text(find(b))).as("Redis has it").isEqualTo("Ann's");
        b.awaitListening();
        assertThat(b.store.peek(ANNS)).as("what it held then isn't used again").isEmpty();
        find(b);
        assertThat(b.store.peek(ANNS)).isPresent();
    }

    @Test
    void nothingThatRedisForgetsLetsOldDataIn() {
        Lease before = mine(b);
        purge(a);
        try (Jedis client = server.client()) {
            client.flushAll();
        }
        assertThat(get(b.store.keep(ANNS, wallet("old"), before))).isEqualTo(Kept.PURGED);
        assertThat(get(b.store.keep(ANNS, wallet("new"), mine(b)))).isEqualTo(Kept.KEPT);
        assertThat(text(find(a))).isEqualTo("new");
    }

    @Test
    void anOldGenerationThatComesBackAfterAFailoverIsNotTrusted() {
        keep(a, "old");
        try (Jedis client = server.client()) {
            String key = client.keys("*:g").iterator().next();
            byte[] generation = client.dump(key);
            purge(a);
            client.restore(key, 0L, generation);
        }
        assertThat(find(b)).isEmpty();
        assertThat(mine(b).generation()).isGreaterThan(0);
        assertThat(find(b)).isEmpty();
    }

    @Test
    void aValueThatCannotBeReadIsAMiss() {
        keep(a, "Ann's");
        try (Jedis client = server.client()) {
            for (String key : client.keys("*:w:*")) {
                client.set(key, "of another version");
            }
        }
        assertThat(find(b)).isEmpty();
    }

    @Test
    void noUserIdIsInRedis() {
        keep(a, "{}");
        mine(b);
        try (Jedis client = server.client()) {
            assertThat(client.keys("*")).isNotEmpty().noneMatch(key -> key.contains(ANN.value()));
        }
    }

    @Test
    void everythingLapsesWithTheWallet() {
        keep(a, "Ann's");
        try (Jedis client = server.client()) {
            assertThat(client.keys("test:{*}:w:*")).hasSize(1).allSatisfy(key -> assertThat(client.pttl(key))
                    .isBetween(1L, 60_000L));
            assertThat(client.keys("*")).allSatisfy(key -> assertThat(key.endsWith(":pods") || client.pttl(key) > 0)
                    .as(key)
                    .isTrue());
        }
    }

    @Test
    void withoutRedisEveryProcessLoadsForItselfAndNothingIsHeld() {
        RedisServer mortal = RedisServer.start();
        try (SharingProcess alone = SharingProcess.start("alone", mortal.url())) {
            keep(alone, "Ann's");
            Lease begun = mine(alone);
            mortal.kill();
            assertThat(get(alone.store.keep(ANNS, wallet("too late"), begun))).isEqualTo(Kept.NOWHERE);
            await().atMost(LONG).until(() -> alone.store.peek(ANNS).isEmpty());
            assertThat(find(alone)).isEmpty();
            Lease lease = mine(alone);
            assertThat(lease.alone()).isTrue();
            assertThat(get(alone.store.keep(ANNS, wallet("x"), lease))).isEqualTo(Kept.NOWHERE);
            assertThat(find(alone)).isEmpty();
            assertThatThrownBy(() -> purge(alone)).isInstanceOf(PurgeUnconfirmed.class);

            mortal.restart();
            alone.awaitListening();
            await().atMost(LONG).until(() -> !mine(alone).alone());
            purge(alone);
        } finally {
            mortal.close();
        }
    }

    @Test
    void aFullRedisStillPurgesAndMemoryGoesOn() {
        RedisServer small = RedisServer.start("--maxmemory", "3mb", "--maxmemory-policy", "noeviction");
        try (SharingProcess one = SharingProcess.start("one", small.url());
                SharingProcess two = SharingProcess.start("two", small.url());
                Jedis client = small.client()) {
            keep(one, "before it was full");
            client.configSet("maxmemory", "1");
            purge(two);
            assertThat(find(one)).isEmpty();
            keep(one, "only in memory");
            assertThat(one.store.peek(ANNS)).isPresent();
            assertThat(find(two)).isEmpty();
            purge(two);
            assertThat(one.store.peek(ANNS)).isEmpty();
        } finally {
            small.close();
        }
    }

    private static long lookups(Jedis client) {
        Matcher calls = Pattern.compile("cmdstat_mget:calls=(\\d+)").matcher(client.info("commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    private void awaitWaiting() {
        try (Jedis client = server.client()) {
            await().atMost(LONG).until(() -> !client.keys("*:q:*").isEmpty());
        }
    }

    private static void keep(SharingProcess process, String wallet) {
        assertThat(get(process.store.keep(ANNS, wallet(wallet), mine(process)))).isEqualTo(Kept.KEPT);
    }

    private static Lease mine(SharingProcess process) {
        return ((Turn.Mine) get(process.store.turn(ANNS, held -> false, Deadline.in(LONG, System::nanoTime)))).lease();
    }

    private static CompletableFuture<Turn> ask(SharingProcess process, Duration time) {
        return process.store
                .turn(ANNS, held -> true, Deadline.in(time, System::nanoTime))
                .subscribeAsCompletionStage();
    }

    private static Optional<Held> find(SharingProcess process) {
        return get(process.store.find(ANNS));
    }

    private static void purge(SharingProcess process) {
        process.store.purge(List.of(ANN)).await().atMost(LONG);
    }

    private static HeldWallet wallet(String text) {
        Instant now = InstantSource.system().instant();
        return new HeldWallet(text.getBytes(UTF_8), now, now.plusSeconds(60), now.plusSeconds(60), null);
    }

    private static String text(Optional<Held> held) {
        return new String(((HeldWallet) held.orElseThrow()).body(), UTF_8);
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(LONG.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }
}
