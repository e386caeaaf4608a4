package io.offerwallet.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.testing.Users;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prewarm jobs of several processes that share a Redis. */
@Timeout(180)
class PrewarmIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration LONG = Duration.ofSeconds(60);

    /** P10: what a process leaves when it dies is carried out by another, and everything is counted once. */
    @Test
    void anotherProcessGoesOnWithWhatADeadOneLeaves() {
        List<String> users = Stream.generate(Users::lasting).limit(600).toList();
        try (RedisServer redis = RedisServer.start();
                Deployment deployment = Deployment.start(
                        2,
                        Map.of(
                                "REDIS_URL",
                                redis.url(),
                                // A wallet that a busy machine has no time to keep or to look for would be a miss.
                                "REDIS_COMMAND_TIMEOUT",
                                "500ms",
                                "JOBS_LEASE",
                                "1s",
                                "PREWARM_CONCURRENCY",
                                "4"))) {
            deployment.sessionm().behave(Map.of("latency_median_ms", 30, "latency_tail_ms", 60));
            Pod dying = deployment.pods().get(0);
            Pod heir = deployment.pods().get(1);
            String job = taken(dying, export(users));
            await().atMost(LONG).until(() -> job(heir, job).at("/items/done").intValue() >= 100);

            dying.kill();

            JsonNode ended = ended(heir, job);
            assertThat(ended.path("state").asText()).isEqualTo("done");
            assertThat(ended.at("/items/done").intValue()).isEqualTo(users.size());
            assertThat(ended.at("/items/failed").intValue()).isZero();
            // The dead one had begun a chunk, whose wallets that were loaded are held, and at most four calls.
            assertThat(deployment.sessionm().totalCalls()).isBetween(users.size(), users.size() + 4);
            for (String user : users) {
                assertThat(heir.wallet(user).cache()).isEqualTo("hit");
            }
        }
    }

    /** P5, and nothing of the budget that live requests need. */
    @Test
    void prewarmingKeepsToItsPartOfTheBudgetAndLiveRequestsHaveTheRest() {
        int rate = 40;
        try (RedisServer redis = RedisServer.start();
                Deployment deployment = Deployment.start(
                        2,
                        Map.of(
                                "REDIS_URL",
                                redis.url(),
                                "SESSIONM_BUDGET_RATE",
                                Integer.toString(rate),
                                "SESSIONM_BUDGET_PODS",
                                "2"))) {
            for (Pod pod : deployment.pods()) {
                await().atMost(LONG).until(() -> pod.metric("sessionm_budget_share") == 0);
            }
            String job = taken(deployment.pods().get(0), export(somebodies(5_000)));
            await().atMost(LONG).until(() -> done(deployment, job) > 0);
            deployment.sessionm().resetStats();
            int before = done(deployment, job);

            AtomicInteger served = new AtomicInteger();
            AtomicInteger failed = new AtomicInteger();
            long begunAt = System.nanoTime();
            try (Demand demand = new Demand(
                    deployment, rate / 2 - 5, answer -> (answer.status() == 200 ? served : failed).incrementAndGet())) {
                demand.goesOnFor(Duration.ofSeconds(6));
            }

            JsonNode stats = deployment.sessionm().stats();
            int calls = stats.required("total_calls").intValue();
            double seconds = (System.nanoTime() - begunAt) / 1e9;
            System.out.printf(
                    "PrewarmIT: %d live requests served and %d calls in %.1f s, most in a second %s%n",
                    served.get(), calls, seconds, stats.path("max_calls_in_one_second"));
            assertThat(failed).hasValue(0);
            assertThat(stats.required("max_calls_in_one_second").intValue()).isLessThanOrEqualTo(rate);
            assertThat(calls).as("live ones among them").isGreaterThan(served.get());
            // Prewarming adds to them up to half of the rate, and no more.
            assertThat(calls).isLessThanOrEqualTo((int) ((seconds + 2) * rate / 2));
            await().atMost(LONG).until(() -> done(deployment, job) > before);
            cancelled(deployment.pods().get(1), job);
        }
    }

    /** The rows are made up as they are sent; the process has a fraction of the memory that they would take. */
    @Test
    void aStreamOfAnyLengthIsTakenInTheSameMemory() {
        int rows = 400_000;
        try (RedisServer redis = RedisServer.start();
                Deployment deployment =
                        Deployment.start(1, Map.of("REDIS_URL", redis.url(), "PREWARM_CONCURRENCY", "1"))) {
            Pod small = deployment.launchAnother("-Xmx48m");
            small.process().awaitReady();
            HttpResponse<String> answer = send(request(small, "/v1/prewarm?not_before=2999-01-01T00:00:00Z")
                    .header("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofInputStream(() -> new MadeUpExport(rows)))
                    .timeout(Duration.ofSeconds(150))
                    .build());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            JsonNode job = read(answer.body());
            assertThat(job.at("/rows/accepted").intValue()).isEqualTo(rows);
            assertThat(job.at("/items/total").intValue()).isEqualTo(rows);
            assertThat(small.process().isReady()).isTrue();
            cancelled(small, job.path("id").asText());
        }
    }

    @Test
    void theScriptShowsHowItGoesOnAndEndsByWhatCameOfIt(@TempDir Path directory) throws Exception {
        try (Deployment deployment = Deployment.start(1, Map.of())) {
            Pod pod = deployment.pods().get(0);
            Path good = Files.writeString(directory.resolve("segment.csv"), export(somebodies(120)));
            Script whole = Script.run(pod, good.toString(), "cultures=" + Pod.FR + "," + Pod.EN);
            assertThat(whole.exitCode()).as(whole.output()).isZero();
            assertThat(whole.output())
                    .contains("120 rows, 0 refused, 240 wallets to load")
                    .contains("ends with the process")
                    .contains("done: 100 %, 240 of 240")
                    .contains("done: loaded 240; 0 rows refused");

            Path bad = Files.writeString(
                    directory.resolve("segment.ndjson"), "{\"id\":\"x\"}\n\"" + Users.somebody() + "\"\n");
            Script partly = Script.run(pod, bad.toString(), "user_id_column=id");
            assertThat(partly.exitCode()).as(partly.output()).isEqualTo(3);
            assertThat(partly.output())
                    .contains("loaded 1; 1 rows refused")
                    .contains("  line 1: The user id is no GUID.\n");

            Script refused = Script.run(pod, good.toString(), "user_id_column=a b&c");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("The proxy answered 400: The first line has no column a b&c.");
            assertThat(Script.run(pod, "no-such-file").exitCode()).isEqualTo(2);
            assertThat(Script.run(pod, "--follow", "prewarm-0123456789abcdef").output())
                    .contains("The proxy answered 404");
        }
    }

    /** What {@code deployment/prewarm.sh} says, and how it ends. */
    private record Script(int exitCode, String output) {

        static Script run(Pod pod, String... arguments) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of("bash", "deployment/prewarm.sh"));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment()
                    .put("PROXY_URL", "http://localhost:" + pod.process().port());
            builder.environment().put("PROXY_SECRET", Pod.SECRET);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Script(process.exitValue(), output);
        }
    }

    /** An export of so many rows, none of which exists before it is read. */
    private static final class MadeUpExport extends InputStream {

        private final int rows;
        private byte[] row = "user_id,email\n".getBytes(UTF_8);
        private int next;
        private int at;

        MadeUpExport(int rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (at == row.length) {
                if (next == rows) {
                    return -1;
                }
                row = "bbbbbbbb-4f89-41d3-9a0c-%012x,somebody@example.com\n"
                        .formatted(next++)
                        .getBytes(UTF_8);
                at = 0;
            }
            int count = Math.min(length, row.length - at);
            System.arraycopy(row, at, into, from, count);
            at += count;
            return count;
        }
    }

    private static List<String> somebodies(int count) {
        return IntStream.range(0, count).mapToObj(i -> Users.somebody()).toList();
    }

    private static String export(List<String> users) {
        return "user_id\n" + String.join("\n", users) + "\n";
    }

    private static String taken(Pod pod, String csv) {
        HttpResponse<String> answer = send(request(pod, "/v1/prewarm")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode job = read(answer.body());
        assertThat(job.path("durable").booleanValue()).isTrue();
        return job.path("id").asText();
    }

    private static int done(Deployment deployment, String job) {
        return job(deployment.pods().get(1), job).at("/items/done").intValue();
    }

    private static JsonNode ended(Pod pod, String job) {
        return await().atMost(LONG).until(() -> job(pod, job), found -> found.hasNonNull("finished_at"));
    }

    private static JsonNode job(Pod pod, String job) {
        return read(send(request(pod, "/v1/jobs/" + job).GET().build()).body());
    }

    private static void cancelled(Pod pod, String job) {
        HttpResponse<String> answer =
                send(request(pod, "/v1/jobs/" + job).DELETE().build());
        assertThat(read(answer.body()).path("state").asText()).isEqualTo("cancelled");
    }

    private static HttpRequest.Builder request(Pod pod, String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + pod.process().port() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", Pod.authorization("admin"));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
