package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.RedisServer;
import io.offerwallet.testing.Users;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When SessionM answers 429 to one process, none asks it before the time has passed; then one of them does, once. */
@Timeout(120)
class SharedPauseIT {

    private static final Duration PAUSE = Duration.ofSeconds(4);

    @Test
    void aPauseAskedOfOneProcessIsKeptByAllAndEndedByOneProbe() {
        try (RedisServer redis = RedisServer.start();
                Deployment deployment = Deployment.start(
                        2,
                        Map.of(
                                "REDIS_URL",
                                redis.url(),
                                // A busy machine must not make them go on alone.
                                "REDIS_COMMAND_TIMEOUT",
                                "2s",
                                // A probe that is held must not end by itself.
                                "SESSIONM_CONNECT_TIMEOUT",
                                "60s"))) {
            throttled(deployment, 0);
            long since = System.nanoTime();
            await().until(() -> deployment.pods().stream().allMatch(SharedPauseIT::paused));
            deployment.sessionm().resetStats();
            deployment.sessionm().behave(Map.of("fault", "hold"));

            await().atMost(Duration.ofSeconds(30)).until(() -> {
                deployment.pods().forEach(pod -> pod.wallet(Users.somebody()));
                return deployment.sessionm().totalCalls() > 0;
            });
            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .as("the pause")
                    .isGreaterThan(PAUSE.minusSeconds(1));
            List<CompletableFuture<Answer>> meanwhile = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                meanwhile.add(deployment.pod(i % 2).ask(Users.somebody(), Pod.EN));
            }
            assertThat(meanwhile)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(503));
            assertThat(deployment.sessionm().totalCalls()).as("probes").isEqualTo(1);

            deployment.sessionm().behaveAgain();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> deployment.pods().stream().noneMatch(SharedPauseIT::paused));
            deployment.pods().forEach(pod -> assertThat(
                            pod.wallet(Users.somebody()).status())
                    .isEqualTo(200));

            redis.kill();
            await().until(() -> deployment.pod(1).redisState().equals("degraded"));
            throttled(deployment, 0);
            deployment.sessionm().behaveAgain();
            assertThat(deployment.pod(0).wallet(Users.somebody()).status())
                    .as("by itself")
                    .isEqualTo(503);
            assertThat(deployment.pod(1).wallet(Users.somebody()).status())
                    .as("nobody told it")
                    .isEqualTo(200);
        }
    }

    private static void throttled(Deployment deployment, int pod) {
        deployment.sessionm().behave(Map.of("fault", "throttled", "retry_after_seconds", (int) PAUSE.toSeconds()));
        assertThat(deployment.pod(pod).wallet(Users.somebody()).status()).isEqualTo(503);
    }

    private static boolean paused(Pod pod) {
        return pod.metric("sessionm_paused") == 1;
    }
}
