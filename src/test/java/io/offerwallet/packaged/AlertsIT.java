package io.offerwallet.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.deployment.AlertRules;
import io.offerwallet.deployment.DashboardPanels;
import io.offerwallet.deployment.ExposedMetrics;
import io.offerwallet.deployment.PromQlExpression;
import io.offerwallet.deployment.PromQlSelector;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.testing.Users;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rules and dashboard ask for nothing that the proxy doesn't tell: two processes go through everything that they name,
 * and afterwards every metric, label and value is there, and every counter has counted.
 */
@Timeout(180)
class AlertsIT {

    /** The first has no budget, so that it sheds; the second has hardly any. */
    private static final int PLAIN = 0;

    private static final int WITH_BUDGET = 1;

    @Test
    void everythingThatRulesAndDashboardNameIsExposedAndCounts() throws IOException {
        try (RedisServer redis = RedisServer.start();
                Deployment deployment = Deployment.start(2, pod -> settings(redis, pod))) {
            Sharing.awaitShared(deployment);
            ExposedMetrics before = scrape(deployment);

            wallets(deployment);
            callersWhoDoNotWait(deployment);
            purgesAndEvents(deployment);
            jobs(deployment);
            moreThanThereIsTimeFor(deployment);
            sessionmUnwell(deployment);
            redisLost(deployment, redis);

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                ExposedMetrics after = scrape(deployment);
                Map<String, List<String>> wrong = new TreeMap<>();
                expressions().forEach((name, expression) -> {
                    List<String> of = wrong(expression, before, after);
                    if (!of.isEmpty()) {
                        wrong.put(name, of);
                    }
                });
                assertThat(wrong).isEmpty();
            });
        }
    }

    private static Map<String, String> settings(RedisServer redis, int pod) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "REDIS_URL", redis.url(),
                "WALLET_FRESH_FOR", "1s",
                "WALLET_CACHE_MEMORY_FOR", "200ms",
                "WALLET_CACHE_MAX_BYTES", "256K",
                "SESSIONM_CONCURRENCY", "2",
                "SESSIONM_BREAKER_WINDOW", "20",
                "SESSIONM_BREAKER_DELAY", "500ms",
                "SESSIONM_PAUSE_CREDENTIAL_REFUSED", "500ms",
                "WALLET_CLIENTS_SESSIONM_SECRETS", Pod.clients().getOrDefault("WALLET_CLIENTS_BRAZE_SECRETS", ""),
                "WALLET_CLIENTS_SESSIONM_ROLES", "events"));
        if (pod == WITH_BUDGET) {
            settings.putAll(Map.of("SESSIONM_BUDGET_RATE", "10", "SESSIONM_BUDGET_PODS", "1"));
        }
        return settings;
    }

    // ---- What happens ------------------------------------------------------------------------------------------

    private static void wallets(Deployment deployment) {
        Pod pod = deployment.pod(PLAIN);
        String user = Users.somebody();
        assertThat(pod.wallet(user).cache()).isEqualTo("miss");
        assertThat(pod.wallet(user).cache()).isEqualTo("hit");
        assertThat(pod.post(user, Pod.FR).join().cache()).isEqualTo("miss");
        assertThat(pod.process()
                        .post("/offers/api/2.0/offers/get_user_offers", braze(), "{\"user_id\":\"" + user + "\"}")
                        .statusCode())
                .isEqualTo(200);
        String found = Users.somebody();
        assertThat(deployment.pod(WITH_BUDGET).wallet(found).cache()).isEqualTo("miss");
        assertThat(pod.wallet(found).cache()).as("in Redis").isEqualTo("hit");
        String nobody = Users.unknown();
        assertThat(List.of(pod.wallet(nobody).status(), pod.wallet(nobody).status()))
                .containsOnly(404);

        deployment.sessionm().behave(Map.of("fault", "hold"));
        String wanted = Users.somebody();
        List<CompletableFuture<Answer>> together = List.of(pod.ask(wanted, Pod.EN), pod.ask(wanted, Pod.EN));
        await().until(() -> pod.waiting() == 2);
        deployment.sessionm().behaveAgain();
        assertThat(together.stream().map(answer -> answer.join().cache()))
                .containsExactlyInAnyOrder("miss", "coalesced");

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            crowd(pod).forEach(CompletableFuture::join); // so many at once that memory is full before it may let go
            return pod.metric("wallet_cache_evictions_total") > 0;
        });
    }

    private static void callersWhoDoNotWait(Deployment deployment) throws IOException {
        Pod pod = deployment.pod(PLAIN);
        try (Socket slow = socket(pod)) {
            send(slow, "POST /v1/wallets", "Content-Type: application/json\r\nContent-Length: 100\r\n");
            assertThat(new String(slow.getInputStream().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 408");
        }
        deployment.sessionm().behave(Map.of("fault", "hold"));
        try (Socket leaving = socket(pod)) {
            send(leaving, "GET /v1/wallets/" + Users.somebody(), "");
            await().until(() -> pod.waiting() == 1);
        }
        deployment.sessionm().behaveAgain();
    }

    private static void purgesAndEvents(Deployment deployment) {
        Pod pod = deployment.pod(PLAIN);
        assertThat(pod.purge(Users.somebody()).status()).isEqualTo(204);
        deployment.sessionm().behave(Map.of("fault", "hold"));
        String purged = Users.somebody();
        CompletableFuture<Answer> underWay = pod.ask(purged, Pod.EN);
        await().until(() -> pod.waiting() == 1);
        assertThat(pod.purge(purged).status()).isEqualTo(204);
        deployment.sessionm().behaveAgain();
        underWay.join();

        assertThat(event(pod, "\"event_type\":\"offer.redeemed\",\"user_id\":\"" + Users.somebody() + "\""))
                .isEqualTo(200);
        assertThat(event(pod, "\"event_type\":\"tier.changed\"")).isEqualTo(200);
        assertThat(event(pod, "\"event_type\":\"offer.redeemed\"")).isEqualTo(400);
    }

    private static void jobs(Deployment deployment) {
        PackagedApplication proxy = deployment.pod(PLAIN).process();
        String admin = client("admin");
        HttpResponse<String> taken =
                proxy.post("/v1/prewarm", admin, "{\"user_ids\":[\"" + Users.somebody() + "\"],\"ttl\":\"PT1M\"}");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        String job = taken.headers().firstValue("Location").orElseThrow();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> proxy.get(job, admin).body().contains("\"outcomes\":{\"loaded\":1}"));
    }

    /** Answers that take long, and many who want one. */
    private static void moreThanThereIsTimeFor(Deployment deployment) {
        deployment.sessionm().behave(Map.of("latency_median_ms", 100, "latency_tail_ms", 200));
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            List<CompletableFuture<Answer>> crowd = Stream.concat(
                            crowd(deployment.pod(PLAIN)), crowd(deployment.pod(WITH_BUDGET)))
                    .toList();
            crowd.forEach(CompletableFuture::join);
            return deployment.pod(PLAIN).metric("sessionm_shed_total") > 0
                    && deployment.pod(WITH_BUDGET).metric("sessionm_budget_refused_total") > 0;
        });
        deployment.sessionm().behaveAgain();
    }

    private static Stream<CompletableFuture<Answer>> crowd(Pod pod) {
        List<CompletableFuture<Answer>> crowd = new ArrayList<>();
        IntStream.range(0, 100).forEach(one -> crowd.add(pod.ask(Users.somebody(), Pod.EN)));
        return crowd.stream();
    }

    private static void sessionmUnwell(Deployment deployment) {
        Pod pod = deployment.pod(PLAIN);
        deployment.sessionm().behave(Map.of("fault", "unauthorized"));
        assertThat(pod.wallet(Users.somebody()).status()).isEqualTo(500);
        assertThat(pod.metric("sessionm_credential_refused")).isEqualTo(1);
        well(deployment, "sessionm_credential_refused");

        deployment.sessionm().behave(Map.of("fault", "throttled", "retry_after_seconds", 1));
        assertThat(pod.wallet(Users.somebody()).status()).isEqualTo(503);
        assertThat(pod.metric("sessionm_paused")).isEqualTo(1);
        well(deployment, "sessionm_paused");

        String held = Users.somebody();
        assertThat(pod.wallet(held).status()).isEqualTo(200);
        deployment.sessionm().behave(Map.of("fault", "outage"));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            pod.wallet(Users.somebody());
            return pod.metric("sessionm_breaker_open") == 1;
        });
        await().atMost(Duration.ofSeconds(20))
                .until(() -> pod.wallet(held).cache().equals("stale"));
        assertThat(pod.wallet(Users.somebody()).status()).isEqualTo(503);
        well(deployment, "sessionm_breaker_open");
    }

    private static void well(Deployment deployment, String gauge) {
        deployment.sessionm().behaveAgain();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            deployment.pods().forEach(pod -> pod.wallet(Users.somebody()));
            return deployment.pods().stream().allMatch(pod -> pod.metric(gauge) == 0);
        });
    }

    private static void redisLost(Deployment deployment, RedisServer redis) {
        redis.kill();
        Sharing.awaitDegraded(deployment);
        Pod pod = deployment.pod(PLAIN);
        assertThat(pod.metric("wallet_redis_degraded")).isEqualTo(1);
        assertThat(event(pod, "\"event_type\":\"offer.redeemed\",\"user_id\":\"" + Users.somebody() + "\""))
                .isEqualTo(503);
        await().until(() -> deployment.pod(WITH_BUDGET).metric("sessionm_budget_share") == 1);
    }

    // ---- What is asked -----------------------------------------------------------------------------------------

    private static List<String> wrong(PromQlExpression expression, ExposedMetrics before, ExposedMetrics after) {
        List<String> wrong = new ArrayList<>();
        for (PromQlSelector selector : expression.selectors()) {
            var recorded = AlertRules.recorded(selector.metric());
            if (recorded.isPresent()) {
                TreeSet<String> needed = new TreeSet<>(selector.alsoBy());
                selector.conditions().forEach(condition -> needed.add(condition.label()));
                needed.removeAll(List.of("job", "namespace"));
                needed.forEach(label -> wrong.add(selector.metric() + " isn't recorded with " + label));
            } else {
                List<String> missing = after.missing(selector);
                wrong.addAll(missing);
                if (missing.isEmpty() && isCounter(selector.metric())) {
                    after.still(selector, before).forEach(still -> wrong.add("hasn't counted: " + still));
                }
            }
        }
        return wrong;
    }

    private static boolean isCounter(String metric) {
        return metric.endsWith("_total") || metric.endsWith("_count") || metric.endsWith("_bucket");
    }

    private static Map<String, PromQlExpression> expressions() {
        Map<String, PromQlExpression> expressions = new TreeMap<>();
        AlertRules.all().forEach(rule -> expressions.put("rule " + rule, rule.expression()));
        expressions.put(
                "autoscaler", PromQlExpression.of("http_server_active_requests{job='offer-wallet-proxy', pod!=''}"));
        DashboardPanels.queries().forEach(query -> expressions.put("dashboard, " + query, query.expression()));
        return expressions;
    }

    private static ExposedMetrics scrape(Deployment deployment) {
        return ExposedMetrics.of(deployment.pods().stream()
                .map(pod -> pod.process().management("/q/metrics").body())
                .toArray(String[]::new));
    }

    private static int event(Pod pod, String fields) {
        return pod.process()
                .post("/v1/events/sessionm", client("sessionm"), "{" + fields + "}")
                .statusCode();
    }

    private static String braze() {
        return client("braze");
    }

    private static String client(String name) {
        return name + ":" + Pod.clients().getOrDefault("WALLET_CLIENTS_BRAZE_SECRETS", "");
    }

    private static Socket socket(Pod pod) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), pod.process().port());
    }

    private static void send(Socket to, String call, String headers) throws IOException {
        String request = "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n%s\r\n"
                .formatted(call, Pod.authorization("braze"), headers);
        to.getOutputStream().write(request.getBytes(UTF_8));
    }
}
