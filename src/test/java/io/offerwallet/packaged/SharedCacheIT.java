package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.testing.Users;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several processes with one Redis are one cache: one fetches, all have it; one forgets, all have forgotten. */
@Timeout(120)
class SharedCacheIT {

    private static RedisServer redis;
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        // What is told apart here is who asks SessionM, not how fast: a busy machine must not let requests go their own
        // way.
        deployment = Deployment.start(
                3, Map.of("REDIS_URL", redis.url(), "REDIS_COMMAND_TIMEOUT", "5s", "WALLET_DEADLINE", "20s"));
    }

    @AfterAll
    static void stop() {
        deployment.close();
        redis.close();
    }

    @AfterEach
    void letGo() {
        deployment.sessionm().behaveAgain();
    }

    @Test
    void whatOnePodFetchesOrForgetsTheNextOneKnows() {
        Sharing.assertShared(deployment);
    }

    @Test
    void sessionMIsAskedOncePerUserHoweverManyAskOnAllPods() {
        deployment.sessionm().behave(Map.of("latency_median_ms", 150, "latency_tail_ms", 300));
        // What runs for the first time, and many times at once, takes a small machine longer than a request has.
        askAll(twentyTimes(somebodies(100)));
        List<String> users = somebodies(100);
        List<String> requests = twentyTimes(users);
        long seed = new Random().nextLong();
        System.out.println("SharedCacheIT seed: " + seed);
        Collections.shuffle(requests, new Random(seed));
        deployment.sessionm().resetStats();

        List<Answer> answers = askAll(requests);

        assertThat(answers).hasSize(2000);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() != 200)
                        .map(answer -> answer.response().request().uri() + ", sent " + answer.sent() + ", after "
                                + answer.took().toMillis() + " ms: "
                                + answer.response().body()))
                .as("answers without a wallet")
                .isEmpty();
        for (int i = 0; i < requests.size(); i++) {
            assertThat(answers.get(i).json().required("user_id").asText()).isEqualTo(requests.get(i));
        }
        JsonNode calls = deployment.sessionm().stats().required("calls_by_user");
        assertThat(users)
                .allSatisfy(user -> assertThat(calls.path(user).asInt()).isEqualTo(1));
        assertThat(deployment.sessionm().totalCalls()).isEqualTo(100);
    }

    @Test
    void aPurgeOnOnePodIsSeenByTheVeryNextRequestOnEveryOther() {
        deployment.sessionm().behave(Map.of("latency_median_ms", 0, "latency_tail_ms", 0));
        List<String> users = somebodies(10);
        for (int i = 0; i < 1000; i++) {
            String user = users.get(i % users.size());
            int revision = 1 + i / users.size();
            deployment.sessionm().change(user, Map.of("revision", revision));
            assertThat(deployment.pod(i % 3).purge(user).status()).isEqualTo(204);
            for (int other = 1; other <= 3; other++) {
                assertThat(deployment.pod((i + other) % 3).wallet(user).revision())
                        .as("purge %d, pod %d after it", i, other)
                        .isEqualTo(revision);
            }
        }
    }

    @Test
    void aLoadUnderWayDuringAPurgeIsServedByNobodyAfterwards() {
        List<String> users = somebodies(20);
        deployment.sessionm().resetStats();
        deployment.sessionm().behave(Map.of("fault", "hold"));
        List<CompletableFuture<Answer>> before = ask(deployment.pod(0), users);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> deployment.sessionm().totalCalls() == users.size());
        for (String user : users) {
            deployment.sessionm().change(user, Map.of("revision", 1));
            assertThat(deployment.pod(1).purge(user).status()).isEqualTo(204);
        }
        List<CompletableFuture<Answer>> after = ask(deployment.pod(2), users);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> deployment.pod(2).waiting() == users.size());
        deployment.sessionm().behaveAgain();

        before.forEach(answer -> assertThat(answer.join().status()).isIn(200, 503));
        after.forEach(answer -> assertThat(answer.join().revision()).isEqualTo(1));
        for (Pod pod : deployment.pods()) {
            for (String user : users) {
                assertThat(pod.wallet(user).revision()).as(pod.name()).isEqualTo(1);
            }
        }
    }

    private static List<String> somebodies(int count) {
        return Stream.generate(Users::lasting).limit(count).toList();
    }

    private static List<String> twentyTimes(List<String> users) {
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.addAll(users);
        }
        return requests;
    }

    private static List<CompletableFuture<Answer>> ask(Pod pod, List<String> users) {
        return users.stream().map(user -> pod.ask(user, Pod.EN)).toList();
    }

    /** So many at once that many wait for the same wallet on every pod, and not so many that the client is the bottleneck. */
    private static List<Answer> askAll(List<String> requests) {
        Semaphore free = new Semaphore(300);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            free.acquireUninterruptibly();
            answers.add(deployment
                    .pod(i % 3)
                    .ask(requests.get(i), Pod.EN)
                    .whenComplete((answer, failure) -> free.release()));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
