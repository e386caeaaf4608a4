package io.offerwallet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.offerwallet.jobs.ItemOutcome.Done;
import io.offerwallet.jobs.Job.State;
import io.offerwallet.jobs.JobStore.Claim;
import io.offerwallet.jobs.JobStore.Claimed;
import io.offerwallet.jobs.JobStore.Claimed.Buried;
import io.offerwallet.jobs.JobStore.Claimed.Ended;
import io.offerwallet.jobs.JobStore.Claimed.Work;
import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisLinks;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.PlainTimers;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class RedisJobsTest extends JobStoreContract {

    private static final Duration SHORT_LEASE = Duration.ofMillis(50);
    private static final Duration LONG_LEASE = Duration.ofMinutes(5);
    private static final Duration KEPT_FOR = Duration.ofHours(1);

    private static Vertx vertx;
    private static RedisServer server;
    private static RedisLinks links;
    private static RedisCommands redis;

    @BeforeAll
    static void startRedis() {
        vertx = Vertx.vertx();
        server = RedisServer.start();
        links = new RedisLinks(1, Redis.createClient(vertx, server.url()), vertx, new PlainTimers(), failure -> {});
        links.renew();
        redis = links.bounded(Duration.ofSeconds(5), new Listeners<>(List.of()));
    }

    @AfterAll
    static void stopRedis() {
        links.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    JobStore store() {
        return process("a", LONG_LEASE);
    }

    private static RedisJobs process(String name, Duration lease) {
        return new RedisJobs(redis, "test", name, lease, KEPT_FOR);
    }

    @Test
    void whatAProcessLeavesAnotherTakesOver() {
        String id = started(chunk(0, "a"));
        Claim left = claim(process("dead", LONG_LEASE), id);
        assertThat(get(process("patient", LONG_LEASE).claim(id))).isInstanceOf(Claimed.Later.class);

        RedisJobs heir = process("heir", SHORT_LEASE);
        Claimed given = await().until(() -> get(heir.claim(id)), Work.class::isInstance);
        Claim taken = ((Work) given).claim();

        assertThat(items(taken)).containsExactly("a");
        assertThat(get(process("dead", LONG_LEASE).renew(left)))
                .as("its sign of life comes too late")
                .isFalse();
        assertThat(get(heir.renew(taken))).isTrue();
        assertThat(get(heir.done(taken, tally(new Done("ok"))))).isTrue();
        assertThat(get(process("dead", LONG_LEASE).done(left, tally(new Done("ok")))))
                .isFalse();
        assertThat(job(id).items().done()).isEqualTo(1);
    }

    @Test
    void whoGivesSignsOfLifeKeepsWhatItHas() {
        String id = started(chunk(0, "a"));
        RedisJobs owner = process("owner", SHORT_LEASE);
        Claim claim = claim(owner, id);
        RedisJobs other = process("other", Duration.ofMillis(500));

        long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertThat(get(owner.renew(claim))).isTrue();
                    assertThat(get(other.claim(id))).isInstanceOf(Claimed.Later.class);
                    return System.nanoTime() > end;
                });
    }

    @Test
    void whatIsBegunAgainAndAgainIsBuried() {
        String id = started(chunk(0, "poison", "b"), chunk(1, "c"));
        RedisJobs dying = process("dying", Duration.ofMillis(1));
        Claim last = claim(dying, id);
        assertThat(items(last)).containsExactly("poison", "b");
        int begun = 1;
        List<Claimed> buried = new ArrayList<>();
        // The other chunk's turn may come before or after the burial, as the lease ends sooner or later.
        for (Claimed next = get(dying.claim(id)); !(next instanceof Ended); next = get(dying.claim(id))) {
            if (next instanceof Buried) {
                buried.add(next);
            } else if (next instanceof Work work && items(work.claim()).contains("poison")) {
                begun++;
            } else if (next instanceof Work work) {
                get(dying.done(work.claim(), tally(new Done("ok"))));
            }
        }

        assertThat(begun).isEqualTo(JobStore.MOST_DELIVERIES);
        assertThat(buried).containsExactly(new Buried(2));
        Job job = job(id);
        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(job.items()).isEqualTo(new Job.Items(3, 1, 2, Map.of("ok", 1L, JobStore.ABANDONED, 2L)));
        try (Jedis client = server.client()) {
            assertThat(client.xlen("test:{job." + id + "}:dead")).isEqualTo(1);
        }
    }

    /** A job that goes on must not be dropped by a full Redis, and one that ended must not stay for ever. */
    @Test
    void onlyWhatEndedExpires() {
        String id = started(chunk(0, "a"), chunk(1, "b"));
        get(store().done(claim(id), tally(new Done("ok"))));
        try (Jedis client = server.client()) {
            Set<String> keys = client.keys("test:{job." + id + "}:*");
            assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(client.pttl(key))
                    .isEqualTo(-1));

            get(store().done(claim(id), tally(new Done("ok"))));

            assertThat(client.keys("test:{job." + id + "}:*"))
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(client.pttl(key)).isBetween(1L, KEPT_FOR.toMillis()));
        }
    }

    /** Who enters it may end before its items are there. */
    @Test
    void whatDoesNotComeInWholeExpires() {
        String id = newId();
        get(store().create(id, new JobRequest("errand", Optional.empty(), Optional.empty(), Map.of())));
        get(store().append(id, chunk(0, "a")));
        try (Jedis client = server.client()) {
            assertThat(client.keys("test:{job." + id + "}:*")).hasSize(2).allSatisfy(key -> assertThat(client.pttl(key))
                    .isBetween(1L, 240_000L));
            assertThat(client.zscore("test:{jobs}:errand", id)).isNotNull();
        }
    }

    @Test
    void jobsAreUnavailableWithoutRedis() {
        RedisLinks nowhere =
                new RedisLinks(1, Redis.createClient(vertx, server.url()), vertx, new PlainTimers(), failure -> {});
        JobStore unconnected = new RedisJobs(
                nowhere.bounded(Duration.ofSeconds(1), new Listeners<>(List.of())), "test", "a", LONG_LEASE, KEPT_FOR);

        assertThatThrownBy(() -> get(unconnected.open("errand"))).isInstanceOf(JobsUnavailable.class);
        assertThatThrownBy(() -> get(unconnected.find(newId()))).isInstanceOf(JobsUnavailable.class);
    }
}
