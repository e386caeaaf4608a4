package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.Management;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked over one connection, one after the other or all at once. */
@QuarkusTest
@Timeout(120)
class KeptConnectionHttpTest implements Undo {

    private static final String COUNT = "http_server_requests_seconds_count";
    private static final String JSON = RawHttp.BRAZE + "Content-Type: application/json\r\n";

    private final String user = Users.somebody();

    /** Requests for a user with a request id that are answered 200. */
    static Stream<BiFunction<String, String, String>> calls() {
        return Stream.of(
                (user, id) -> get(user, "", id),
                (user, id) -> get(user, "?culture=fr&limit=2&category=Maison%20%26%20D%C3%A9co", id),
                (user, id) -> post(Proxy.WALLETS, body(user), id),
                (user, id) ->
                        post(Proxy.WALLETS, "{\"user_id\":\"" + user + "\",\"tz\":\"Asia/Tokyo\",\"limit\":1}", id),
                (user, id) -> post(Proxy.DROP_IN, "{\"user_id\":\"" + user + "\",\"culture\":\"de\",\"take\":3}", id));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aHitIsTheSameWhetherItIsTheConnectionsFirstOrNot(BiFunction<String, String, String> call) {
        RawHttp.exchange(call.apply(user, "miss"));
        try (RawHttp connection = new RawHttp()) {
            connection.send(call.apply(user, "same"));
            RawHttp.Answer first = connection.answer();
            connection.send(call.apply(user, "same"));
            RawHttp.Answer second = connection.answer();

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.header("X-Cache")).isEqualTo("hit");
            assertThat(withoutAge(second)).isEqualTo(withoutAge(first));
            assertThat(second.body()).isEqualTo(first.body());
        }
    }

    @Test
    void everyRequestGetsAnIdIfItHasNone() {
        try (RawHttp connection = new RawHttp()) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                connection.send(RawHttp.head("GET", Proxy.WALLETS + "/" + user, RawHttp.BRAZE));
                ids.add(connection.answer().header("X-Request-Id"));
            }
            assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{32}"));
        }
    }

    @Test
    void everyRequestIsCounted() {
        awaitNoneActive();
        double before = counted("GET", "200");
        try (RawHttp connection = new RawHttp()) {
            for (int i = 0; i < 4; i++) {
                connection.send(get(user, "", "x"));
                assertThat(connection.answer().status()).isEqualTo(200);
            }
        }
        awaitNoneActive();
        assertThat(counted("GET", "200") - before).isEqualTo(4);
    }

    @Test
    void whoGoesAwayWhileItsRequestWaitsIsCountedAsGone() {
        Proxy.get(user).then().statusCode(200);
        awaitNoneActive();
        Sessionm.resetStats();
        double before = gone();
        Sessionm.behave("latency_tail_ms", 900);
        Sessionm.behave("latency_median_ms", 900);
        await().untilAsserted(() -> {
            goAway(Users.somebody());
            assertThat(gone()).isGreaterThan(before);
        });
        assertThat(Management.metric("wallet_waiting")).isZero();
    }

    /** While its request waits, unless this takes longer than SessionM. */
    private static void goAway(String user) {
        try (RawHttp connection = new RawHttp()) {
            connection.send(get(user, "", "x"));
            await().until(() -> Sessionm.callsFor(user) == 1);
        }
        awaitNoneActive();
    }

    private static double gone() {
        // There is no such count before the first.
        boolean any = Management.metrics()
                .lines()
                .filter(sample -> sample.startsWith(COUNT))
                .anyMatch(sample -> sample.contains("method=\"GET\"") && sample.contains("status=\"499\""));
        return any ? counted("GET", "499") : 0;
    }

    private static void awaitNoneActive() {
        await().untilAsserted(() ->
                assertThat(Management.metric("http_server_active_requests")).isZero());
    }

    @Test
    void whatIsNotPlainIsAnsweredOnAKeptConnectionAsOnAnother() {
        Proxy.get(user).then().statusCode(200);
        String wrong = RawHttp.basic("braze:wrong");
        List<Case> cases = List.of(
                new Case(RawHttp.head("GET", Proxy.WALLETS + "/" + user, wrong), 401),
                new Case(RawHttp.head("GET", Proxy.WALLETS + "/" + user, RawHttp.basic("admin:demo")), 403),
                new Case(get("nobody", "", "x"), 400),
                new Case(get(user, "?limit=many", "x"), 400),
                new Case(get(user, "#fragment", "x"), 400),
                new Case(post(Proxy.WALLETS, "{\"user_id\":", "x"), 400),
                new Case(
                        post(
                                Proxy.WALLETS,
                                "{\"user_id\":\"" + user + "\",\"pad\":\"" + "x".repeat(70_000) + "\"}",
                                "x"),
                        413),
                new Case(chunked(body(user)), 200),
                new Case(RawHttp.head("GET", Proxy.WALLETS + "/" + user, RawHttp.BRAZE + "Connection: close\r\n"), 200),
                new Case(get(user, "", "x").replace("HTTP/1.1", "HTTP/1.0"), 200),
                new Case(get(user, "", "x").replace("Host: localhost", "Host: no host"), 400),
                new Case(get(user, "", "x").replace("Host: localhost\r\n", ""), 400));

        for (Case other : cases) {
            RawHttp.Answer alone = RawHttp.exchange(other.request());
            try (RawHttp connection = new RawHttp()) {
                connection.send(get(user, "", "x"));
                connection.answer();
                connection.send(get(user, "", "x"));
                assertThat(connection.answer().header("X-Cache")).isEqualTo("hit");
                connection.send(other.request());
                RawHttp.Answer kept = connection.answer();
                assertThat(kept.status())
                        .as(other.request().lines().findFirst().orElseThrow())
                        .isEqualTo(other.status())
                        .isEqualTo(alone.status());
                assertThat(kept.header("Connection")).isEqualTo(alone.header("Connection"));
                if (kept.header("Connection").equalsIgnoreCase("close")) {
                    assertThat(connection.closedByServer())
                            .as(other.request().lines().findFirst().orElseThrow() + kept.head())
                            .isTrue();
                }
            }
        }
    }

    private record Case(String request, int status) {}

    @Test
    void aBodyMayComeInPieces() {
        String request = post(Proxy.WALLETS, body(user), "x");
        try (RawHttp connection = new RawHttp()) {
            for (int cut : List.of(request.length() - 1, request.length() - 20, request.indexOf("\r\n\r\n") + 4, 30)) {
                connection.send(request.substring(0, cut));
                // A second request, so that the first piece has been read for sure.
                RawHttp.exchange(get(user, "", "x"));
                connection.send(request.substring(cut));
                RawHttp.Answer answer = connection.answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).contains("\"user_id\":\"" + user + "\"");
            }
        }
    }

    /** Otherwise its answers would fill the memory. */
    @Test
    void whoDoesNotReadItsAnswersIsNotAnsweredForEver() {
        Proxy.get(user).then().statusCode(200);
        int requests = 400;
        int bursts = 1000;
        byte[] burst = get(user, "?limit=2", "x").repeat(requests).getBytes(StandardCharsets.US_ASCII);
        try (RawHttp connection = new RawHttp()) {
            connection.flood(burst, bursts);
            AtomicLong seen = new AtomicLong(-1);
            await().pollInterval(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> connection.sent() == seen.getAndSet(connection.sent()));

            assertThat(seen.get()).isLessThan((long) bursts * burst.length);
            for (int i = 0; i < 2 * requests; i++) {
                assertThat(connection.answer().body()).contains(user);
            }
        }
    }

    /** Hits, misses, refusals and others, as many as fit into a packet, cut anywhere: each answer is its request's (P1). */
    @Test
    void answersComeInTheOrderOfTheirRequests() {
        long seed = new Random().nextLong();
        System.out.println("KeptConnectionHttpTest seed: " + seed);
        Random random = new Random(seed);
        Sessionm.behave("latency_tail_ms", 10);
        Sessionm.behave("latency_median_ms", 5);
        List<String> held = Stream.generate(Users::somebody).limit(5).toList();
        held.forEach(one -> Proxy.get(one).then().statusCode(200));
        for (int round = 0; round < 25; round++) {
            try (RawHttp connection = new RawHttp()) {
                List<Expected> expected = new ArrayList<>();
                StringBuilder sent = new StringBuilder();
                for (int i = 0; i < 24; i++) {
                    Expected next = something(held, "r-" + round + "-" + i, random);
                    expected.add(next);
                    sent.append(next.request());
                }
                sendInPieces(connection, sent.toString(), random);
                for (Expected one : expected) {
                    RawHttp.Answer answer = connection.answer();
                    assertThat(answer.header("X-Request-Id"))
                            .as("seed %d", seed)
                            .isEqualTo(one.id());
                    assertThat(answer.status())
                            .as("seed %d, %s", seed, answer.body())
                            .isEqualTo(one.status());
                    assertThat(answer.body()).as("seed %d", seed).contains(one.says());
                }
            }
        }
    }

    private record Expected(String id, String request, int status, String says) {}

    private static Expected something(List<String> held, String id, Random random) {
        String user = random.nextInt(4) == 0 ? Users.somebody() : held.get(random.nextInt(held.size()));
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Expected(id, get(user, "?limit=1", id), 200, user);
            case 3, 4 -> new Expected(id, post(Proxy.WALLETS, body(user), id), 200, user);
            case 5 -> new Expected(id, post(Proxy.DROP_IN, body(user), id), 200, user);
            case 6 -> new Expected(id, get(user, "?limit=many", id), 400, id);
            default ->
                new Expected(
                        id, RawHttp.head("GET", Proxy.WALLETS + "/" + user, "X-Request-Id: " + id + "\r\n"), 401, id);
        };
    }

    private static void sendInPieces(RawHttp connection, String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 40 : 4000));
            connection.send(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
    }

    private static String withoutAge(RawHttp.Answer answer) {
        return answer.head().replaceFirst("Age: \\d+", "Age: so much");
    }

    private static double counted(String method, String status) {
        return Management.metric(COUNT, "method", method, "status", status);
    }

    private static String get(String user, String query, String id) {
        return RawHttp.head("GET", Proxy.WALLETS + "/" + user + query, RawHttp.BRAZE + "X-Request-Id: " + id + "\r\n");
    }

    private static String post(String path, String json, String id) {
        return RawHttp.head(
                        "POST", path, JSON + "X-Request-Id: " + id + "\r\nContent-Length: " + json.length() + "\r\n")
                + json;
    }

    private static String chunked(String json) {
        return RawHttp.head("POST", Proxy.WALLETS, JSON + "Transfer-Encoding: chunked\r\n")
                + Integer.toHexString(json.length()) + "\r\n" + json + "\r\n0\r\n\r\n";
    }

    private static String body(String user) {
        return "{\"user_id\":\"" + user + "\",\"culture\":\"fr\"}";
    }
}
