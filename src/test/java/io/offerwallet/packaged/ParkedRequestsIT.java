package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.Users;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ten thousand requests at once, each for another customer, while SessionM doesn't answer. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class ParkedRequestsIT {

    private static final int REQUESTS = 10_000;
    private static final long MOST_BYTES = (BuiltArtifact.isNative() ? 160L : 256L) << 20;
    private static final String[] OPTIONS = BuiltArtifact.isNative()
            ? new String[] {"-Xmx176m"}
            : new String[] {"-Xmx144m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

    /** Long enough for a machine that does much else; how soon requests are answered is for other tests. */
    private static final Map<String, String> SETTINGS = Map.of(
            "WALLET_DEADLINE", "120s",
            "SESSIONM_CONNECT_TIMEOUT", "120s",
            "SESSIONM_CONNECT_CONNECTION_TIMEOUT", "60s",
            // What requests that wait hold comes out of the same heap.
            "WALLET_CACHE_MAX_BYTES", "16M");

    @Test
    void noneIsLostAndTheyFitIntoLittleMemory() throws IOException {
        assumeThat(openFilesAllowed()).isGreaterThan(REQUESTS + 1_000L);
        Vertx vertx = Vertx.vertx();
        try (Deployment deployment = Deployment.start(0, SETTINGS)) {
            Pod pod = deployment.launchAnother(OPTIONS);
            pod.process().awaitReady();
            // SessionM's speed must be known, or all would be let in unseen.
            for (int i = 0; i < 50; i++) {
                pod.wallet(Users.somebody());
            }
            deployment.sessionm().behave(Map.of("fault", "hold"));
            List<String> users =
                    Stream.generate(Users::somebody).limit(REQUESTS).toList();
            HttpClient callers = callersOf(vertx, pod);
            List<CompletionStage<Got>> answers = new ArrayList<>(REQUESTS);
            users.forEach(user -> answers.add(ask(callers, user)));
            await().atMost(Duration.ofSeconds(120)).until(() -> pod.waiting() == REQUESTS);

            long resident = Footprint.of(pod).resident();
            System.out.printf("ParkedRequestsIT: %,d requests wait in %d MiB%n", REQUESTS, resident >> 20);
            assertThat(resident).isLessThan(MOST_BYTES);

            deployment.sessionm().behaveAgain();
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(answers.get(i).toCompletableFuture())
                        .succeedsWithin(Duration.ofSeconds(120))
                        .isEqualTo(new Got(200, users.get(i)));
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static HttpClient callersOf(Vertx vertx, Pod pod) {
        return vertx.createHttpClient(
                new HttpClientOptions().setDefaultPort(pod.process().port()).setConnectTimeout(60_000),
                new PoolOptions().setHttp1MaxSize(REQUESTS));
    }

    private static CompletionStage<Got> ask(HttpClient callers, String user) {
        return callers.request(HttpMethod.POST, "/v1/wallets")
                .compose(request -> request.putHeader("Authorization", Pod.authorization("braze"))
                        .putHeader("Content-Type", "application/json")
                        .send(Buffer.buffer("{\"user_id\":\"" + user + "\",\"limit\":1}")))
                .compose((HttpClientResponse answer) -> answer.body()
                        .map(body -> new Got(answer.statusCode(), new JsonObject(body).getString("user_id"))))
                .toCompletionStage();
    }

    /** Our processes may open as many as we may. */
    private static long openFilesAllowed() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+", -1)[3])
                .mapToLong(most -> most.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(most))
                .findFirst()
                .orElseThrow();
    }

    private record Got(int status, String userId) {}
}
