package io.offerwallet.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisFailure;
import io.offerwallet.redis.RedisTrouble;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.wallet.CallBudget.Grant;
import io.offerwallet.wallet.CallBudget.Permit;
import io.offerwallet.wallet.CallBudget.Terms;
import io.offerwallet.wallet.CallBudget.Use;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * The budget on a real Redis, whose clock can't be moved; that of the processes can, so that what they do by themselves
 * takes no time.
 */
class DeploymentBudgetTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration LONGEST_CALL = Duration.ofMillis(300);
    private static final int RATE = 30;
    private static final int CONCURRENCY = 6;
    private static final int PROCESSES = 3;
    private static final double SPARE_PART = 0.5;
    private static final Terms BY_RATE = terms(Optional.of(RATE), Optional.empty());
    private static final Terms BY_BOTH = terms(Optional.of(RATE), Optional.of(CONCURRENCY));
    private static final List<String> KEYS = SharingProcess.KEYS.budget();

    private static RedisServer server;
    private static SharingProcess connected;

    private final AtomicLong nanos = new AtomicLong();
    private final Way way = new Way();

    @BeforeAll
    static void startRedis() {
        server = RedisServer.start();
        connected = SharingProcess.start("connected", server.url());
    }

    @AfterAll
    static void stopRedis() {
        connected.close();
        server.close();
    }

    @BeforeEach
    void forgetEverything() {
        flush();
    }

    @Test
    void severalProcessesNeverGetMoreThanTheRateInAnyWindow() {
        List<Taken> taken = takenByThreeIn(Duration.ofSeconds(4), BY_RATE, new AtomicInteger(), new AtomicInteger());

        taken.sort(Comparator.comparingLong(Taken::sentAt));
        for (int first = 0; first + RATE < taken.size(); first++) {
            long lastAnswer = taken.subList(first, first + RATE + 1).stream()
                    .mapToLong(Taken::answeredAt)
                    .max()
                    .orElseThrow();
            assertThat(Duration.ofNanos(lastAnswer - taken.get(first).sentAt()))
                    .as("the time of one more than the rate")
                    .isGreaterThanOrEqualTo(DeploymentBudget.WINDOW);
        }
        assertThat(taken).as("used").hasSizeGreaterThan(2 * RATE);
    }

    @Test
    void severalProcessesNeverHaveMoreUnderWayThanTheConcurrency() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        takenByThreeIn(Duration.ofSeconds(4), terms(Optional.of(10_000), Optional.of(CONCURRENCY)), underWay, most);

        assertThat(most).hasValue(CONCURRENCY);
    }

    @Test
    void callsThatNobodyWaitsForLeaveTheirPartToTheOthers() {
        DeploymentBudget prewarming = settled(BY_RATE, "prewarming");
        DeploymentBudget serving = budget(BY_RATE, "serving");

        assertThat(spare(prewarming, RATE).permits()).hasSize(RATE / 2);
        assertThat(spare(serving, 1).permits()).isEmpty();
        assertThat(take(serving, RATE).permits()).hasSize(RATE / 2);
        assertThat(take(serving, 1).permits()).isEmpty();
    }

    @Test
    void callsThatSomebodyWaitsForCountInTheSparePart() {
        DeploymentBudget budget = settled(BY_BOTH, "a");
        Grant live = take(budget, CONCURRENCY / 2 + 1);

        assertThat(spare(budget, 1).permits()).isEmpty();
        live.permits().forEach(Permit::ended);
        assertThat(spare(budget, CONCURRENCY).permits()).hasSize(CONCURRENCY / 2);
    }

    @Test
    void aProcessOnItsOwnKeepsThePartOfItsShareForWhoCannotWait() {
        DeploymentBudget budget = onItsOwn("a");
        int share = RATE / PROCESSES;

        assertThat(spare(budget, RATE).permits()).hasSize(share / 2);
        assertThat(spare(budget, 1).permits()).isEmpty();
        assertThat(take(budget, RATE).permits()).hasSize(share / 2);
    }

    @Test
    void callsOfAProcessThatIsGoneLapse() {
        DeploymentBudget killed = settled(BY_BOTH, "killed");
        DeploymentBudget other = budget(BY_BOTH, "other");
        assertThat(killed.take(CONCURRENCY, Use.LIVE).await().atMost(LONG).permits())
                .hasSize(CONCURRENCY);
        assertThat(other.take(1, Use.LIVE).await().atMost(LONG).permits()).isEmpty();

        await().atMost(LONG).until(() -> !take(other, 1).permits().isEmpty());
    }

    @Test
    void aCallThatEndsMakesRoomAtOnce() {
        DeploymentBudget budget = settled(BY_BOTH, "a");
        Grant first = take(budget, CONCURRENCY);
        assertThat(take(budget, 1).permits()).isEmpty();

        first.permits().get(0).ended();
        first.permits().get(0).ended();

        assertThat(take(budget, 5).permits()).hasSize(1);
    }

    @Test
    void whatIsNotUsedIsNeitherUnderWayNorCounted() {
        DeploymentBudget budget = settled(terms(Optional.of(3), Optional.of(3)), "a");
        take(budget, 3).permits().forEach(Permit::unused);

        assertThat(take(budget, 5).permits()).hasSize(3);
    }

    /** The answer is lost, the grant is made: what nobody knows of must not take the others' room. */
    @Test
    void whatWasGrantedWithoutAnAnswerIsGivenBack() {
        DeploymentBudget budget = settled(BY_BOTH, "a");
        way.answersGetLost = true;
        assertThat(take(budget, CONCURRENCY).permits()).isEmpty();
        way.answersGetLost = false;

        assertThat(take(budget, CONCURRENCY).permits()).hasSize(CONCURRENCY);
    }

    @Test
    void aPermitIsUsableForAShortTimeFromTheAskingOn() {
        DeploymentBudget budget = settled(BY_RATE, "a");
        Permit permit = take(budget, 1).permits().get(0);

        goOn(DeploymentBudget.USABLE_FOR.minusNanos(1));
        assertThat(permit.usable()).isTrue();
        goOn(Duration.ofNanos(1));
        assertThat(permit.usable()).isFalse();
    }

    @Test
    void withoutRedisEachProcessKeepsToItsShareFromAWindowAfterItsStartOn() {
        DeploymentBudget budget = DeploymentBudget.divided(BY_RATE, "a", nanos::get);
        assertThat(take(budget, 100).permits()).isEmpty();
        goOn(DeploymentBudget.WINDOW.minusNanos(1));
        assertThat(take(budget, 100).again()).isEqualTo(Duration.ofNanos(1));

        goOn(Duration.ofNanos(1));
        Grant grant = take(budget, 100);

        assertThat(grant.permits()).hasSize(RATE / PROCESSES);
        assertThat(grant.share()).isTrue();
        assertThat(grant.again()).isEqualTo(DeploymentBudget.WINDOW);
        assertThat(take(budget, 100).permits()).isEmpty();
        goOn(DeploymentBudget.WINDOW);
        assertThat(take(budget, 100).permits()).hasSize(RATE / PROCESSES);
    }

    @Test
    void withoutRedisAProcessHasItsShareOfCallsUnderWay() {
        DeploymentBudget budget = DeploymentBudget.divided(BY_BOTH, "a", nanos::get);
        goOn(DeploymentBudget.WINDOW.plus(LONGEST_CALL));

        Grant grant = take(budget, 100);

        assertThat(grant.permits()).hasSize(CONCURRENCY / PROCESSES);
        assertThat(take(budget, 100).permits()).isEmpty();
        grant.permits().get(0).ended();
        assertThat(take(budget, 100).permits()).hasSize(1);
    }

    @Test
    void whenRedisIsLostTheShareBeginsAWindowLater() {
        DeploymentBudget budget = settled(BY_RATE, "a");
        goOn(LONG);
        way.cut = true;
        assertThat(take(budget, 100).permits()).isEmpty();
        goOn(DeploymentBudget.WINDOW.minusNanos(1));
        assertThat(take(budget, 100).permits()).isEmpty();
        assertThat(take(budget, 100).share()).isFalse();

        goOn(Duration.ofNanos(1));
        Grant grant = take(budget, 100);

        assertThat(grant.permits()).hasSize(RATE / PROCESSES);
        assertThat(grant.share()).isTrue();
    }

    /** What Redis granted to others may be under way for as long as a call takes. */
    @Test
    void whenRedisIsLostAndConcurrencyIsBoundedTheShareWaitsForTheLongestCall() {
        DeploymentBudget budget = settled(BY_BOTH, "a");
        way.cut = true;
        take(budget, 1);
        goOn(LONGEST_CALL.plus(DeploymentBudget.WINDOW).minusNanos(1));
        assertThat(take(budget, 1).permits()).isEmpty();

        goOn(Duration.ofNanos(1));

        assertThat(take(budget, 1).permits()).hasSize(1);
    }

    @Test
    void aShortTroubleChangesNothing() {
        DeploymentBudget budget = settled(BY_RATE, "a");
        way.cut = true;
        take(budget, 100);
        way.cut = false;

        Grant grant = take(budget, 100);

        assertThat(grant.permits()).hasSize(RATE);
        assertThat(grant.share()).isFalse();
    }

    /** The others may still be by themselves, so Redis must not give one process all there is. */
    @Test
    void whoComesBackFromItsShareBringsEveryoneToShares() {
        DeploymentBudget a = settled(BY_RATE, "a");
        DeploymentBudget b = budget(BY_RATE, "b");
        DeploymentBudget own = onItsOwn("c");
        assertThat(take(own, 7).permits()).hasSize(7);
        way.cut = false;

        Grant back = take(own, 100);

        assertThat(back.share()).isTrue();
        assertThat(back.permits()).as("with the seven").hasSize(RATE / PROCESSES - 7);
        assertThat(take(a, 100).permits()).hasSize(RATE / PROCESSES);
        assertThat(take(b, 100).permits()).hasSize(RATE / PROCESSES);
        assertThat(take(b, 100).share()).isTrue();
    }

    @Test
    void whileAProcessHasMoreThanItsShareNobodyGetsAny() {
        DeploymentBudget a = settled(BY_RATE, "a");
        DeploymentBudget b = budget(BY_RATE, "b");
        DeploymentBudget own = onItsOwn("c");
        way.cut = false;
        assertThat(take(a, 100).permits()).hasSize(RATE);
        take(own, 0);

        assertThat(take(b, 100).permits()).isEmpty();
        assertThat(take(own, 100).permits()).isEmpty();
    }

    @Test
    void sharesEndWhenEveryoneMustHaveNoticed() {
        DeploymentBudget own = onItsOwn("c");
        way.cut = false;
        assertThat(take(own, 0).share()).isTrue();

        await().atMost(LONG).pollInterval(Duration.ofMillis(100)).until(() -> !take(own, 0)
                .share());

        assertThat(take(own, 100).permits()).hasSize(RATE);
    }

    @Test
    void callsUnderWayAreBroughtBackToo() {
        DeploymentBudget a = settled(BY_BOTH, "a");
        DeploymentBudget b = budget(BY_BOTH, "b");
        way.cut = true;
        take(a, 1);
        goOn(LONG);
        List<Permit> own = take(a, 100).permits();
        assertThat(own).hasSize(2);
        way.cut = false;

        take(a, 0);

        assertThat(take(a, 1).permits()).as("its share is under way").isEmpty();
        assertThat(take(b, 100).permits()).hasSize(2);
        own.get(0).ended();
        assertThat(take(a, 2).permits()).hasSize(1);
    }

    @Test
    void aRedisThatHasForgottenEverythingGrantsNothingForAWindowAndThenShares() {
        DeploymentBudget budget = settled(BY_RATE, "a");
        take(budget, RATE);
        flush();

        Grant grant = take(budget, 100);

        assertThat(grant.permits()).isEmpty();
        assertThat(grant.share()).isTrue();
        assertThat(grant.again()).isBetween(DeploymentBudget.WINDOW.minusMillis(5), DeploymentBudget.WINDOW);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(take(budget, 100).permits()).hasSize(RATE / PROCESSES));
    }

    /** After a failover, or a start from an old copy, Redis lacks what it granted last. */
    @Test
    void aRedisThatHasForgottenTheLastTakesIsNotedByWhoeverKnowsThem() {
        DeploymentBudget budget = settled(BY_RATE, "a");
        take(budget, 1);
        try (Jedis client = server.client()) {
            client.hincrBy(KEYS.get(0), "number", -2);
        }

        assertThat(take(budget, 100).permits()).isEmpty();
        assertThat(take(budget, 100).share()).isTrue();
    }

    @Test
    void whenNobodyHasBeenThereForAWhileOthersMayBeOnTheirOwn() {
        DeploymentBudget budget = settled(BY_RATE, "a");
        try (Jedis client = server.client()) {
            client.hset(KEYS.get(0), "last", Long.toString(micros(client) - 700_000));
        }

        assertThat(take(budget, 100).permits()).isEmpty();
        assertThat(take(budget, 100).share()).isTrue();
    }

    @Test
    void aClockThatIsPutBackDoesNotStopCallsForLong() {
        DeploymentBudget budget = settled(BY_RATE, "a");
        take(budget, RATE);
        try (Jedis client = server.client()) {
            // As if all of it had been written by a clock an hour ahead.
            client.hset(KEYS.get(0), "last", Long.toString(micros(client) + 3_600_000_000L));
            client.zrange(KEYS.get(1), 0, -1)
                    .forEach(call -> client.zadd(KEYS.get(1), micros(client) + 3_600_000_000.0, call));
        }

        await().atMost(LONG).until(() -> !take(budget, 100).permits().isEmpty());
    }

    @Test
    void aFullRedisStillKeepsTheBudget() {
        DeploymentBudget budget = settled(BY_RATE, "a");
        try (Jedis client = server.client()) {
            client.configSet("maxmemory", "1");
            try {
                assertThat(take(budget, 100).permits()).hasSize(RATE);
            } finally {
                client.configSet("maxmemory", "0");
            }
        }
    }

    private List<Taken> takenByThreeIn(Duration time, Terms terms, AtomicInteger underWay, AtomicInteger most) {
        ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
        try {
            settled(terms, "first");
            long end = System.nanoTime() + time.toNanos();
            List<Future<List<Taken>>> takers = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                DeploymentBudget budget = budget(terms, "process" + i);
                Callable<List<Taken>> taker = () -> takenUntil(end, budget, underWay, most);
                takers.add(threads.submit(taker));
            }
            List<Taken> all = new ArrayList<>();
            for (Future<List<Taken>> taker : takers) {
                all.addAll(taker.get());
            }
            return all;
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Taken> takenUntil(
            long end, DeploymentBudget budget, AtomicInteger underWay, AtomicInteger most) {
        List<Taken> taken = new ArrayList<>();
        while (System.nanoTime() < end) {
            long sentAt = System.nanoTime();
            Grant grant = take(budget, 4);
            long answeredAt = System.nanoTime();
            most.accumulateAndGet(underWay.addAndGet(grant.permits().size()), Math::max);
            grant.permits().forEach(permit -> taken.add(new Taken(sentAt, answeredAt)));
            underWay.addAndGet(-grant.permits().size());
            grant.permits().forEach(Permit::ended);
        }
        return taken;
    }

    private record Taken(long sentAt, long answeredAt) {}

    /** A process that has gone by itself, because it couldn't reach Redis, and can't yet. */
    private DeploymentBudget onItsOwn(String process) {
        DeploymentBudget budget = settled(BY_RATE, process);
        way.cut = true;
        take(budget, 0);
        goOn(LONG);
        take(budget, 0);
        return budget;
    }

    /** A process whose Redis has been there for a while. */
    private DeploymentBudget settled(Terms terms, String process) {
        way.cut = false;
        DeploymentBudget budget = budget(terms, process);
        take(budget, 0);
        try (Jedis client = server.client()) {
            client.hset(KEYS.get(0), "from", "0");
            client.hset(KEYS.get(0), "shares", "0");
        }
        return budget;
    }

    private DeploymentBudget budget(Terms terms, String process) {
        return DeploymentBudget.shared(terms, way, KEYS, process, nanos::get);
    }

    private void goOn(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Grant take(DeploymentBudget budget, int wanted) {
        return budget.take(wanted, Use.LIVE).await().atMost(LONG);
    }

    private static Grant spare(DeploymentBudget budget, int wanted) {
        return budget.take(wanted, Use.SPARE).await().atMost(LONG);
    }

    private static Terms terms(Optional<Integer> rate, Optional<Integer> concurrency) {
        return new Terms(rate, concurrency, PROCESSES, LONGEST_CALL, SPARE_PART);
    }

    private static long micros(Jedis client) {
        List<String> time = client.time();
        return Long.parseLong(time.get(0)) * 1_000_000 + Long.parseLong(time.get(1));
    }

    private static void flush() {
        try (Jedis client = server.client()) {
            client.flushAll();
        }
    }

    /** The way to Redis. */
    private static final class Way implements RedisCommands {

        private volatile boolean cut;
        private volatile boolean answersGetLost;

        @Override
        public Uni<@Nullable Response> send(Request request) {
            if (cut) {
                return Uni.createFrom().failure(new RedisTrouble(RedisFailure.UNREACHABLE));
            }
            Uni<@Nullable Response> sent = connected.redis.send(request);
            return answersGetLost ? sent.onItem().failWith(() -> new RedisTrouble(RedisFailure.TOO_SLOW)) : sent;
        }
    }
}
