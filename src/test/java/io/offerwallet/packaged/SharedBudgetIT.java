package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.testing.Users;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All processes together ask SessionM no more than the contract allows, and make use of what it allows. */
@Timeout(120)
class SharedBudgetIT {

    private static final int RATE = 40;
    private static final int CONCURRENCY = 8;
    private static final int PODS = 3;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    private static RedisServer redis;
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        deployment = Deployment.start(
                PODS,
                Map.of(
                        "REDIS_URL", redis.url(),
                        "SESSIONM_BUDGET_RATE", Integer.toString(RATE),
                        "SESSIONM_BUDGET_CONCURRENCY", Integer.toString(CONCURRENCY),
                        "SESSIONM_BUDGET_PODS", Integer.toString(PODS)));
    }

    @AfterAll
    static void stop() {
        deployment.close();
        redis.close();
    }

    @AfterEach
    void putBack() {
        deployment.sessionm().behaveAgain();
        if (!redis.isAlive()) {
            redis.restart();
        }
        Sharing.awaitShared(deployment);
    }

    @Test
    void theRateIsKeptInEverySecondAndUsed() {
        deployment.sessionm().behave(Map.of("latency_median_ms", 20, "latency_tail_ms", 50));
        JsonNode stats = askForColdUsers();
        assertThat(stats.required("max_calls_in_one_second").asInt()).isBetween(RATE / 2, RATE);
        assertThat(stats.required("total_calls").asLong()).isGreaterThan(RATE * LONG_ENOUGH.toSeconds() / 2);
    }

    @Test
    void theConcurrencyIsKeptAndUsed() {
        deployment.sessionm().behave(Map.of("latency_median_ms", 500, "latency_tail_ms", 600));
        JsonNode stats = askForColdUsers();
        assertThat(stats.required("max_in_flight").asInt()).isBetween(CONCURRENCY / 2, CONCURRENCY);
        assertThat(stats.required("max_calls_in_one_second").asInt()).isLessThanOrEqualTo(RATE);
    }

    @Test
    void withoutRedisEveryPodKeepsItsShare() {
        redis.kill();
        Sharing.awaitDegraded(deployment);
        deployment.sessionm().behave(Map.of("latency_median_ms", 20, "latency_tail_ms", 50));
        JsonNode stats = askForColdUsers();
        assertThat(stats.required("max_calls_in_one_second").asInt()).isBetween(RATE / 2, RATE);
        assertThat(stats.required("max_in_flight").asInt()).isLessThanOrEqualTo(CONCURRENCY);
    }

    /** Asks all pods for one new user after the other, many at once, and gives what SessionM saw of it. */
    private static JsonNode askForColdUsers() {
        int atOnce = 60;
        Semaphore free = new Semaphore(atOnce);
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        deployment.sessionm().resetStats();
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            free.acquireUninterruptibly();
            deployment
                    .pod(i % PODS)
                    .ask(Users.somebody(), Pod.EN)
                    .thenAccept(answers::add)
                    .whenComplete((done, failure) -> free.release())
                    .exceptionally(failure -> {
                        failures.add(failure);
                        return null;
                    });
        }
        free.acquireUninterruptibly(atOnce);
        assertThat(failures).isEmpty();
        assertThat(answers).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.took()).isLessThan(AnswerCheck.IN_TIME);
            assertThat(answer.status()).isIn(200, 503);
        });
        return deployment.sessionm().stats();
    }
}
