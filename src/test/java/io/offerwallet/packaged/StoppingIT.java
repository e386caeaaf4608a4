package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.Users;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is told to end fails nobody, and ends in time. */
@Timeout(120)
class StoppingIT {

    /** What Kubernetes gives by default. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** 128 and the number of SIGTERM. */
    private static final int TERMINATED = 143;

    private static final String DRAINING = "Waiting for HTTP requests to complete";

    @Test
    void aRollingRestartUnderLoadFailsNobody() {
        Duration freshFor = Duration.ofSeconds(2);
        AnswerCheck check = new AnswerCheck(freshFor, Duration.ZERO);
        Map<String, String> settings = settings(Map.of(
                "QUARKUS_SHUTDOWN_DELAY", "5s",
                "WALLET_FRESH_FOR", freshFor.toSeconds() + "s",
                "WALLET_STALE_IF_ERROR", "0s"));
        try (Deployment deployment = Deployment.start(2, settings)) {
            Customers customers = new Customers(deployment.sessionm(), 60);
            try (LoadBalancer balancer = LoadBalancer.start(deployment.pods(), customers, check, 100)) {
                replaceAll(deployment, balancer, deployment.pods());
            }
        }
        System.out.println("rolling restart: " + check);
        assertThat(check.count("hit", "miss", "coalesced")).isGreaterThan(500);
        check.assertNothingWrong();
    }

    /** As docs/deployment.md has it: the new secret beside the old, Braze changes over, the old one goes. */
    @Test
    void aRotationOfBrazesSecretFailsNobody() {
        Duration freshFor = Duration.ofSeconds(2);
        AnswerCheck check = new AnswerCheck(freshFor, Duration.ZERO);
        String next = "the-next-secret";
        List<String> secrets = List.of(Pod.SECRET, next + "," + Pod.SECRET, next);
        try (Deployment deployment = Deployment.start(
                2,
                pod -> Map.of(
                        "WALLET_CLIENTS_BRAZE_SECRETS",
                        secrets.get(pod / 2),
                        "QUARKUS_SHUTDOWN_DELAY",
                        "2s",
                        "WALLET_FRESH_FOR",
                        freshFor.toSeconds() + "s",
                        "WALLET_STALE_IF_ERROR",
                        "0s"))) {
            Customers customers = new Customers(deployment.sessionm(), 60);
            try (LoadBalancer balancer = LoadBalancer.start(deployment.pods(), customers, check, 100)) {
                replaceAll(deployment, balancer, deployment.pods());
                balancer.send(next);
                replaceAll(deployment, balancer, deployment.pods().subList(2, 4));
            }
        }
        System.out.println("rotation: " + check);
        assertThat(check.count("hit", "miss", "coalesced")).isGreaterThan(500);
        check.assertNothingWrong();
    }

    @Test
    void whoWaitsForSessionMIsAnsweredBeforeTheEnd() {
        try (Deployment deployment = Deployment.start(1, settings(Map.of("WALLET_DEADLINE", "20s")))) {
            Pod pod = deployment.pod(0);
            String waiting = Users.somebody();
            String held = Users.somebody();
            openShortCut(pod);
            pod.wallet(held);
            CompletableFuture<Answer> answer = parked(deployment, waiting);
            pod.process().terminate();
            await().until(() -> pod.process().output().contains(DRAINING));

            assertThat(pod.process().isReady()).isFalse();
            assertThat(pod.process().management("/q/health/live").statusCode()).isEqualTo(200);
            Answer late = pod.post(held, Pod.EN).join();
            assertThat(late.status()).isEqualTo(200);
            assertThat(late.cache()).isEqualTo("hit");
            assertThat(late.response().headers().firstValue("Connection")).hasValue("close");
            assertThat(answer).isNotDone();
            deployment.sessionm().behaveAgain();
            assertThat(answer.join().status()).isEqualTo(200);
            assertThat(answer.join().json().required("user_id").asText()).isEqualTo(waiting);
            assertThat(pod.process().exitCode()).isEqualTo(TERMINATED);
        }
    }

    @Test
    void aSilentSessionMIsWaitedForNoLongerThanTheDeadline() {
        try (Deployment deployment = Deployment.start(1, settings(Map.of()))) {
            Pod pod = deployment.pod(0);
            openShortCut(pod);
            CompletableFuture<Answer> answer = parked(deployment, Users.somebody());
            long toldAt = System.nanoTime();
            pod.process().terminate();

            assertThat(answer.join().status()).isEqualTo(503);
            assertThat(answer.join().response().headers().firstValue("Retry-After"))
                    .isPresent();
            assertThat(pod.process().exitCode()).isEqualTo(TERMINATED);
            assertThat(Duration.ofNanos(System.nanoTime() - toldAt)).isLessThan(GRACE);
            assertThat(pod.process().output()).doesNotContain("Timed out waiting for graceful shutdown");
        }
    }

    /** One after the other, as Kubernetes does: the next is there before the old one is told to end. */
    private static void replaceAll(Deployment deployment, LoadBalancer balancer, List<Pod> pods) {
        for (Pod old : pods) {
            Pod successor = deployment.launchAnother();
            balancer.add(successor);
            balancer.awaitInUse(successor);
            long toldAt = System.nanoTime();
            old.process().terminate();
            balancer.awaitOutOfUse(old);
            assertThat(old.isAlive()).as("it isn't ready, and serves on").isTrue();
            assertThat(old.process().exitCode()).isEqualTo(TERMINATED);
            assertThat(Duration.ofNanos(System.nanoTime() - toldAt)).isLessThan(GRACE);
        }
    }

    /** From the first plain call on, requests wait where Quarkus doesn't see them. */
    private static void openShortCut(Pod pod) {
        assertThat(pod.post(Users.somebody(), Pod.EN).join().status()).isEqualTo(200);
    }

    /** A request that SessionM holds back, when it is there. */
    private static CompletableFuture<Answer> parked(Deployment deployment, String user) {
        deployment.sessionm().resetStats();
        deployment.sessionm().behave(Map.of("fault", "hold"));
        CompletableFuture<Answer> answer = deployment.pod(0).post(user, Pod.EN);
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> deployment.sessionm().callsFor(user) == 1);
        return answer;
    }

    private static Map<String, String> settings(Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(own);
        // It shows what those see whom the end comes upon at once.
        settings.putIfAbsent("QUARKUS_SHUTDOWN_DELAY", "0s");
        return settings;
    }
}
