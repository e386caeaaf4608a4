package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.testing.RedisServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * However many processes there are and whatever becomes of Redis, SessionM counts no more calls in any one second, and no
 * more under way, than it allows them all together; and they make use of what it allows.
 */
@Timeout(120)
class SharedBudgetIT {

    private static final int RATE = 40;
    private static final int CONCURRENCY = 6;
    private static final int ASKED_PER_SECOND = 3 * RATE;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(1);

    /** Calls count from the first on, but a virtual machine's first are too slow to use all that is allowed. */
    private static final Duration WARM_UP = Duration.ofSeconds(4);

    @Test
    void twoProcessesUseTheRateAndNeverExceedIt() {
        try (RedisServer redis = RedisServer.start();
                Deployment deployment = Deployment.start(
                        2,
                        Map.of(
                                "REDIS_URL",
                                redis.url(),
                                "SESSIONM_BUDGET_RATE",
                                Integer.toString(RATE),
                                "SESSIONM_BUDGET_PODS",
                                "3"))) {
            awaitShared(deployment);
            deployment.sessionm().resetStats();

            try (Demand demand = new Demand(deployment, ASKED_PER_SECOND, answer -> {})) {
                demand.goesOnFor(WARM_UP);
                int before = deployment.sessionm().totalCalls();
                demand.goesOnFor(Duration.ofSeconds(6));
                assertKept(deployment.sessionm().stats(), Integer.MAX_VALUE, before + 6 * RATE / 2);
            }
        }
    }

    @Test
    void threeProcessesKeepRateAndConcurrencyWhileRedisIsLostAndComesBackEmpty() {
        try (RedisServer redis = RedisServer.start();
                Deployment deployment = Deployment.start(
                        3,
                        Map.of(
                                "REDIS_URL",
                                redis.url(),
                                "SESSIONM_BUDGET_RATE",
                                Integer.toString(RATE),
                                "SESSIONM_BUDGET_CONCURRENCY",
                                Integer.toString(CONCURRENCY),
                                "SESSIONM_BUDGET_PODS",
                                "3",
                                "SESSIONM_CONNECT_TIMEOUT",
                                LONGEST_CALL.toMillis() + "ms"))) {
            // Slow enough for concurrency to matter: without a bound there would be a dozen under way.
            deployment.sessionm().behave(Map.of("latency_median_ms", 100, "latency_tail_ms", 300));
            awaitShared(deployment);
            deployment.sessionm().resetStats();

            try (Demand demand = new Demand(deployment, ASKED_PER_SECOND, answer -> {})) {
                demand.goesOnFor(WARM_UP);
                int before = deployment.sessionm().totalCalls();
                demand.goesOnFor(Duration.ofSeconds(4));
                assertKept(deployment.sessionm().stats(), CONCURRENCY, before + 4 * RATE / 2);
                redis.kill();
                demand.goesOnUntil(deployment, pod -> pod.metric("sessionm_budget_share") == 1);
                before = deployment.sessionm().totalCalls();
                demand.goesOnFor(Duration.ofSeconds(4));
                assertKept(deployment.sessionm().stats(), CONCURRENCY, before + 4 * RATE / 4);
                redis.restart();
                demand.goesOnUntil(deployment, pod -> pod.metric("sessionm_budget_share") == 0);
                before = deployment.sessionm().totalCalls();
                demand.goesOnFor(Duration.ofSeconds(4));
                assertKept(deployment.sessionm().stats(), CONCURRENCY, before + 4 * RATE / 2);
            }
        }
    }

    private static void assertKept(JsonNode stats, int concurrency, int leastCalls) {
        System.out.println("SharedBudgetIT: " + stats.path("total_calls") + " calls, most in a second "
                + stats.path("max_calls_in_one_second") + ", most under way " + stats.path("max_in_flight"));
        assertThat(stats.required("max_calls_in_one_second").intValue())
                .as("calls in one second")
                .isLessThanOrEqualTo(RATE);
        assertThat(stats.required("max_in_flight").intValue())
                .as("calls under way")
                .isLessThanOrEqualTo(concurrency);
        assertThat(stats.required("total_calls").intValue()).as("calls").isGreaterThan(leastCalls);
    }

    private static void awaitShared(Deployment deployment) {
        for (Pod pod : deployment.pods()) {
            await().atMost(Duration.ofSeconds(30)).until(() -> pod.metric("sessionm_budget_share") == 0);
        }
    }
}
