package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.RedisServer;
import io.offerwallet.testing.Users;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One process of several dies: whatever it was about to do, the others do without it. */
@Timeout(120)
class LostPodIT {

    private final RedisServer redis = RedisServer.start();

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void loadsOfAKilledPodAreMadeByOthers() {
        // Who has no answer from Redis in time loads for itself, which isn't what this is about.
        Map<String, String> settings = Map.of("REDIS_URL", redis.url(), "REDIS_COMMAND_TIMEOUT", "500ms");
        try (Deployment deployment = Deployment.start(3, settings)) {
            List<String> users = Stream.generate(Users::somebody).limit(10).toList();
            Pod lost = deployment.pod(0);
            deployment.sessionm().resetStats();
            deployment.sessionm().behave(Map.of("fault", "hold"));
            List<CompletableFuture<Answer>> never = users.stream()
                    .map(user -> lost.ask(user, Pod.EN).exceptionally(broken -> null))
                    .toList();
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> deployment.sessionm().totalCalls() == users.size());
            List<CompletableFuture<Answer>> waiting = Stream.of(deployment.pod(1), deployment.pod(2))
                    .flatMap(pod -> users.stream().map(user -> pod.ask(user, Pod.EN)))
                    .toList();
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> deployment.pod(1).waiting() == users.size()
                            && deployment.pod(2).waiting() == users.size());
            lost.kill();
            deployment.sessionm().behaveAgain();

            assertThat(waiting).map(CompletableFuture::join).allSatisfy(answer -> {
                assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
                assertThat(answer.took()).isLessThan(AnswerCheck.IN_TIME);
            });
            assertThat(never).map(CompletableFuture::join).containsOnlyNulls();
            assertThat(users)
                    .allSatisfy(user ->
                            assertThat(deployment.sessionm().callsFor(user)).isEqualTo(2));
            Sharing.assertShared(deployment);
        }
    }

    @Test
    void theOthersGoOnWhenAPodIsKilledUnderLoad() {
        Map<String, String> settings = new HashMap<>(UnderLoad.settings());
        settings.put("REDIS_URL", redis.url());
        try (Deployment deployment = Deployment.start(3, settings)) {
            UnderLoad.happens("pod killed", deployment, load -> {
                deployment.pod(0).kill();
                load.goesOnFor(Duration.ofSeconds(5));
                Sharing.awaitShared(deployment);
            });
        }
    }
}
