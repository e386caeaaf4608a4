package io.offerwallet.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.offerwallet.testing.LogRecords;
import io.offerwallet.testing.LogRecords.Entry;
import io.offerwallet.testing.Management;
import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see of a running proxy, and what nobody may see (P9). */
@QuarkusTest
class ObservabilityHttpTest implements Undo {

    private static final Duration PAST_FRESH = Duration.ofSeconds(61);

    private final MovableClock clock = new MovableClock();

    private final LogRecords log = LogRecords.listen();

    // ---- Metrics -----------------------------------------------------------------------------------------------

    @Test
    void everyKindOfAnswerIsCounted() {
        String user = Users.somebody();
        String unknown = Users.unknown();
        assertCounts(() -> Proxy.get(user), "miss", "none");
        assertCounts(() -> Proxy.get(user), "hit", "none");
        assertCounts(() -> Proxy.dropIn(user), "miss", "none");
        assertCounts(() -> Proxy.get(unknown), "unknown_user", "miss");
        assertCounts(() -> Proxy.get(unknown), "negative_hit", "hit");

        clock.goOn(PAST_FRESH);
        Sessionm.behave("fault", "error_envelope");
        assertCounts(() -> Proxy.get(user), "stale", "failing");
        assertCounts(() -> Proxy.get(Users.somebody()), "unavailable", "failing");
    }

    @Test
    void sharedAnswersAreCounted() {
        String user = Users.somebody();
        double misses = answers("miss", "none");
        double coalesced = answers("coalesced", "none");
        List<CompletableFuture<HttpResponse<String>>> requests = hold(user, 4);
        Sessionm.behaveAgain();
        requests.forEach(CompletableFuture::join);
        assertThat(answers("miss", "none")).isEqualTo(misses + 1);
        assertThat(answers("coalesced", "none")).isEqualTo(coalesced + 3);
    }

    @Test
    void whatWaitsIsShown() {
        List<CompletableFuture<HttpResponse<String>>> requests = hold(Users.somebody(), 3);
        assertThat(Management.metric("wallet_waiting")).isEqualTo(3);
        assertThat(Management.metric("wallet_loads")).isEqualTo(1);
        assertThat(Management.metric("http_server_active_requests")).isGreaterThanOrEqualTo(3);
        Sessionm.behaveAgain();
        requests.forEach(CompletableFuture::join);
        await().untilAsserted(() -> {
            assertThat(Management.metric("wallet_waiting")).isZero();
            assertThat(Management.metric("wallet_loads")).isZero();
        });
    }

    @Test
    void fetchesAreTimedInBuckets() {
        double before = Management.metric("sessionm_fetch_seconds_count", "outcome", "ok");
        double buckets = Management.metric("sessionm_fetch_seconds_bucket", "outcome", "ok", "le", "+Inf");
        Proxy.get(Users.somebody());
        Proxy.get(Users.unknown());
        assertThat(Management.metric("sessionm_fetch_seconds_count", "outcome", "ok"))
                .isEqualTo(before + 2);
        assertThat(Management.metric("sessionm_fetch_seconds_bucket", "outcome", "ok", "le", "+Inf"))
                .isEqualTo(buckets + 2);
        for (String bound : List.of("0.05", "0.1", "0.2", "0.4", "0.8", "1.5", "3.0")) {
            assertThat(Management.metric("sessionm_fetch_seconds_bucket", "outcome", "ok", "le", bound))
                    .isBetween(0.0, before + 2);
        }
    }

    /** The alert on late answers goes by the bucket of 1.5 s, the heat map by all. */
    @Test
    void requestsAreTimedInBuckets() {
        String user = Users.somebody();
        Proxy.get(user).then().statusCode(200);
        String[] labels = {"method", "GET", "uri", "/v1/wallets/{user_id}", "status", "200"};
        await().untilAsserted(() -> {
            double all = Management.metric("http_server_requests_seconds_count", labels);
            double fewer = 0;
            for (String bound : List.of(
                    "0.001", "0.002", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "1.5", "2.0",
                    "+Inf")) {
                double within = Management.metric(
                        "http_server_requests_seconds_bucket",
                        "method",
                        "GET",
                        "uri",
                        "/v1/wallets/{user_id}",
                        "status",
                        "200",
                        "le",
                        bound);
                assertThat(within).as(bound).isBetween(fewer, all);
                fewer = within;
            }
            assertThat(fewer).isEqualTo(all).isPositive();
        });
    }

    @ParameterizedTest
    @CsvSource({"outage, failing, 2", "html_ok, malformed, 2", "wrong_user, wrong_user, 1", "oversized, too_large, 1"})
    void failedFetchesAreTimedByWhatWentWrong(String fault, String outcome, int fetches) {
        double before = Management.metric("sessionm_fetch_seconds_count", "outcome", outcome);
        Sessionm.behave("fault", fault);
        Proxy.get(Users.somebody());
        assertThat(Management.metric("sessionm_fetch_seconds_count", "outcome", outcome))
                .isEqualTo(before + fetches);
    }

    @Test
    void cacheIsMeasured() {
        double bytes = Management.metric("wallet_cache_bytes");
        double entries = Management.metric("wallet_cache_entries");
        for (int i = 0; i < 20; i++) {
            Proxy.get(Users.somebody()).then().statusCode(200);
        }
        assertThat(Management.metric("wallet_cache_bytes")).isGreaterThan(bytes);
        assertThat(Management.metric("wallet_cache_entries")).isGreaterThan(entries);
        assertThat(Management.metric("wallet_cache_evictions_total")).isNotNegative();
    }

    /** An alert on a rate sees the first event only if the counter was there before. */
    @Test
    void countersAreThereBeforeTheirFirstEvent() {
        for (String cause : List.of(
                "credential_refused",
                "throttled",
                "failing",
                "timed_out",
                "malformed",
                "too_large",
                "wrong_user",
                "circuit_open",
                "deadline",
                "overloaded")) {
            assertThat(answers("stale", cause)).isNotNegative();
            assertThat(Management.metric("sessionm_fetch_seconds_count", "outcome", cause))
                    .isNotNegative();
        }
        assertThat(answers("refused", "credential_refused")).isNotNegative();
        assertThat(Management.metric("sessionm_budget_refused_total")).isNotNegative();
        assertThat(Management.metric("sessionm_budget_waiting")).isZero();
        assertThat(Management.metric("sessionm_budget_share")).isZero();
        assertThat(Management.metric("wallet_purges_total")).isNotNegative();
        assertThat(Management.metric("wallet_loads_discarded_total")).isNotNegative();
        for (String result : List.of("purged", "ignored", "refused", "failed")) {
            assertThat(Management.metric("sessionm_events_total", "result", result))
                    .isNotNegative();
        }
    }

    @Test
    void requestsAreTimedByRouteTemplate() {
        String[] labels = {"method", "GET", "uri", "/v1/wallets/{user_id}", "status", "200"};
        Proxy.get(Users.somebody());
        double before = Management.metric("http_server_requests_seconds_count", labels);
        Proxy.get(Users.somebody());
        await().untilAsserted(() -> assertThat(Management.metric("http_server_requests_seconds_count", labels))
                .isEqualTo(before + 1));
    }

    // ---- Health ------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"outage", "black_hole", "connection_reset", "throttled"})
    void podStaysInServiceWhileSessionMIsDown(String fault) {
        Sessionm.behave("fault", fault);
        Proxy.get(Users.somebody()).then().statusCode(503);
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/health/started", "/q/health")) {
            Management.get(path).then().statusCode(200).body("status", equalTo("UP"));
        }
        Management.get("/q/health/ready").then().body("checks.find { it.name == 'sessionm' }.status", equalTo("UP"));
    }

    @Test
    void readinessShowsTheCircuit() {
        Management.get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'sessionm' }.data.circuit", equalTo("closed"))
                .body("checks.find { it.name == 'sessionm' }.data.credential", equalTo("ok"));
    }

    // ---- Access log --------------------------------------------------------------------------------------------

    @Test
    void everyRequestIsOneLine() {
        String user = Users.somebody();
        String requestId = "trace-" + UUID.randomUUID();
        Proxy.braze()
                .header("X-Request-Id", requestId)
                .get(Proxy.WALLETS + "/" + user)
                .then()
                .statusCode(200)
                .header("X-Request-Id", requestId);
        Entry line = lineOf(requestId);
        assertThat(line.message()).matches("GET /v1/wallets/\\{user_id} 200 in \\d+ us");
        assertThat(line.level()).isEqualTo("INFO");
        assertThat(line.fields())
                .containsAllEntriesOf(Map.of(
                        "method",
                        "GET",
                        "route",
                        "/v1/wallets/{user_id}",
                        "status",
                        "200",
                        "client",
                        "braze",
                        "cache",
                        "miss",
                        "sent",
                        "true"));
        assertThat(Long.parseLong(line.fields().getOrDefault("duration_us", "")))
                .isPositive();
        assertThat(Long.parseLong(line.fields().getOrDefault("bytes", ""))).isPositive();
    }

    @Test
    void refusedRequestsAreLoggedToo() {
        String id = UUID.randomUUID().toString();
        given().header("X-Request-Id", id + ".1").get(Proxy.WALLETS + "/" + Users.somebody());
        Proxy.braze().header("X-Request-Id", id + ".2").get(Proxy.WALLETS + "/nobody");
        Proxy.admin()
                .header("X-Request-Id", id + ".3")
                .contentType(ContentType.JSON)
                .post(Proxy.DROP_IN);
        Proxy.admin().header("X-Request-Id", id + ".4").delete(Proxy.WALLETS + "/" + Users.somebody());
        assertThat(lineOf(id + ".1").message()).startsWith("GET /v1/wallets/{user_id} 401 ");
        assertThat(lineOf(id + ".1").fields()).containsEntry("client", "-");
        assertThat(lineOf(id + ".2").message()).startsWith("GET /v1/wallets/{user_id} 400 ");
        assertThat(lineOf(id + ".3").message()).startsWith("POST " + Proxy.DROP_IN + " 403 ");
        assertThat(lineOf(id + ".3").fields()).containsEntry("client", "admin");
        assertThat(lineOf(id + ".4").message()).startsWith("DELETE /v1/wallets/{user_id} 204 ");
    }

    // ---- Secrets and user ids ----------------------------------------------------------------------------------

    @Test
    void noUserIdAndNoSecretIsLoggedOrShown() {
        Traces traces = new Traces();
        for (String fault : List.of(
                "none",
                "outage",
                "connection_reset",
                "html_error",
                "truncated",
                "reset_mid_body",
                "wrong_user",
                "error_envelope",
                "unauthorized",
                "throttled",
                "oversized",
                "bad_gzip",
                "black_hole")) {
            Undo.everything();
            Sessionm.behave("fault", fault);
            traces.error(Proxy.get(traces.user(), "culture", "fr-CA"));
            if (!fault.equals("black_hole")) {
                traces.error(Proxy.dropIn(traces.user()));
            }
        }
        Undo.everything();
        badRequests(traces);
        Proxy.purge(traces.user());
        Proxy.purge(List.of(traces.user(), traces.user())).then().statusCode(200);
        Proxy.postEvents("{\"type\":\"issued\",\"user_id\":\"" + traces.user() + "\"}")
                .then()
                .statusCode(200);

        traces.assertNotIn("the log", log.all().toString());
        assertThat(log.access()).hasSizeGreaterThan(30);
        for (String path : List.of("/q/metrics", "/q/health", "/q/openapi")) {
            traces.assertNotIn(path, Management.get(path).asString());
        }
        assertThat(traces.errors).hasSizeGreaterThan(20);
        traces.errors.forEach(error -> traces.assertNotIn("an error", error));
    }

    private static void badRequests(Traces traces) {
        traces.error(given().get(Proxy.WALLETS + "/" + traces.user()));
        traces.error(
                given().auth().preemptive().basic("braze", traces.secret()).get(Proxy.WALLETS + "/" + traces.user()));
        traces.error(
                given().header("Authorization", "Bearer " + traces.secret()).get(Proxy.WALLETS + "/" + traces.user()));
        traces.error(given().header("X-Api-Key", traces.secret()).get(Proxy.WALLETS + "/" + traces.user()));
        traces.error(
                given().header("Authorization", "Basic " + traces.secret()).get(Proxy.WALLETS + "/" + traces.user()));
        traces.error(Proxy.admin().get(Proxy.WALLETS + "/" + traces.user()));
        traces.error(Proxy.get(traces.user() + "x"));
        traces.error(Proxy.get(traces.email()));
        traces.error(Proxy.get(traces.user(), "limit", traces.email()));
        traces.error(Proxy.get(traces.user(), "sort", traces.user()));
        traces.error(Proxy.get(traces.user(), traces.user() + "!", "1"));
        traces.error(Proxy.get(Users.unknown().substring(0, 28) + traces.user().substring(0, 8)));
        traces.error(post(Proxy.WALLETS, "{\"user_id\":\"" + traces.email() + "\"}"));
        traces.error(
                post(Proxy.WALLETS, "{\"user_id\":\"" + traces.user() + "\",\"limit\":\"" + traces.user() + "\"}"));
        traces.error(post(Proxy.WALLETS, "{\"user_id\":\"" + traces.user()));
        traces.error(post(
                Proxy.DROP_IN, "{\"user_id\":\"" + traces.user() + "\",\"retailer_id\":\"" + traces.user() + "\"}"));
        traces.error(Proxy.purge(List.of(traces.user(), traces.email())));
        traces.error(Proxy.postEvents("{\"type\":\"issued\",\"user_id\":\"" + traces.email() + "\"}"));
        traces.error(Proxy.postEvents("[{\"type\":\"issued\",\"user_id\":\"" + traces.user() + "\"},{\"" + traces.user()
                + "\":1,\"type\":\"issued\"},{\"user_id\":\"" + traces.user() + "\"},\"" + traces.user() + "\"]"));
        traces.error(Proxy.postEvents("{\"" + traces.email() + "\":1,\"" + traces.email() + "\":2}"));
        traces.error(Proxy.braze().get("/v1/nothing/" + traces.user()));
        traces.error(Proxy.braze().get(Proxy.WALLETS + "/" + traces.user() + "/offers"));
        traces.error(Proxy.braze().accept("text/html").get(Proxy.WALLETS + "/" + traces.user()));
        traces.error(Proxy.braze().contentType("text/plain").body(traces.user()).post(Proxy.WALLETS));
    }

    /** The same for what the framework answers by itself: it must not take the path for a route. */
    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "PATCH", "OPTIONS"})
    void noUserIdIsInAMetricWhateverTheMethod(String method) {
        Traces traces = new Traces();
        traces.error(Proxy.braze()
                .contentType(ContentType.JSON)
                .body("{}")
                .request(method, Proxy.WALLETS + "/" + traces.user()));
        traces.error(given().request(method, Proxy.WALLETS + "/" + traces.user()));
        // Requests are measured after they are answered, in turn: when the last is there, so are the others.
        traces.assertNotIn("/q/metrics", Management.metrics());
        Proxy.get(traces.user());
        traces.assertNotIn("/q/metrics", Management.metrics());
        traces.assertNotIn("the log", log.all().toString());
    }

    @Test
    void failuresOfSessionMAreNoErrorsOfOurs() {
        for (String fault : List.of("oversized", "reset_mid_body", "connection_reset", "truncated", "slow_drip")) {
            Sessionm.behave("fault", fault);
            Proxy.get(Users.somebody()).then().statusCode(503);
        }
        await().untilAsserted(
                        () -> assertThat(Management.metric("wallet_loads")).isZero());
        Sessionm.behaveAgain();
        Proxy.get(Users.somebody()).then().statusCode(200);
        assertThat(log.errors()).isEmpty();
    }

    // ---- Connections to SessionM -------------------------------------------------------------------------------

    @Test
    void connectionsToSessionMAreKept() {
        Sessionm.resetStats();
        for (int i = 0; i < 50; i++) {
            Proxy.get(Users.somebody()).then().statusCode(200).header("X-Cache", "miss");
        }
        // One for each event loop that may have handled a request, not one for each request.
        assertThat(Sessionm.connections()).isBetween(1, 2 * Runtime.getRuntime().availableProcessors());
    }

    private List<CompletableFuture<HttpResponse<String>>> hold(String user, int requests) {
        Sessionm.behave("fault", "hold");
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, requests)
                .mapToObj(i -> Proxy.getAsync(user, ""))
                .toList();
        await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> assertThat(Management.metric("wallet_waiting"))
                .isEqualTo(requests));
        return answers;
    }

    private static void assertCounts(Runnable request, String outcome, String cause) {
        double all = Management.metric("wallet_requests_total");
        double before = answers(outcome, cause);
        request.run();
        assertThat(answers(outcome, cause)).isEqualTo(before + 1);
        assertThat(Management.metric("wallet_requests_total")).isEqualTo(all + 1);
    }

    private static double answers(String outcome, String cause) {
        return Management.metric("wallet_requests_total", "outcome", outcome, "cause", cause);
    }

    private Entry lineOf(String requestId) {
        List<Entry> lines = log.access(requestId);
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static Response post(String path, String json) {
        return Proxy.braze().contentType(ContentType.JSON).body(json).post(path);
    }

    /** What was said to the proxy and must not come back from it. */
    private static final class Traces {
        private final List<String> personal = new ArrayList<>();
        private final List<String> secrets = new ArrayList<>(List.of(
                base64("braze:demo"), base64("admin:demo"), base64("sessionm:demo"), "sessionm:demo", "braze:demo"));
        private final List<String> errors = new ArrayList<>();

        String user() {
            String user = Users.somebody();
            personal.add(user.substring(0, 8));
            return user;
        }

        String email() {
            String email = "jane." + Users.somebody().substring(0, 8) + "@example.com";
            personal.add(email);
            return email;
        }

        String secret() {
            String secret = "guess-" + UUID.randomUUID();
            secrets.add(secret);
            secrets.add(base64("braze:" + secret));
            return secret;
        }

        /** Notes the answer's body if it is an error. */
        void error(Response answer) {
            if (answer.statusCode() >= 400) {
                errors.add(answer.asString());
            }
        }

        void assertNotIn(String where, String text) {
            String searched = text.toLowerCase(Locale.ROOT);
            for (String trace : personal) {
                assertThat(searched.contains(trace))
                        .as("%s is in %s: %s", trace, where, around(searched, trace))
                        .isFalse();
            }
            for (String secret : secrets) {
                assertThat(text.contains(secret))
                        .as("%s is in %s", secret, where)
                        .isFalse();
            }
        }

        private static String around(String text, String trace) {
            int at = text.indexOf(trace);
            return at < 0 ? "" : text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 100));
        }

        private static String base64(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
