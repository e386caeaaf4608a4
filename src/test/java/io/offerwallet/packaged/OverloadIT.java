package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.Users;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Five times what SessionM can do for a process: what SessionM does is done in time, the rest is answered at once, and operators
 * notice nothing of it.
 */
@Timeout(120)
class OverloadIT {

    private static final int CONCURRENCY = 2;
    private static final int CALL_MILLIS = 100;
    private static final int CAPACITY_PER_SECOND = CONCURRENCY * 1000 / CALL_MILLIS;

    @Test
    void whatIsAcceptedIsInTimeAndPurgeHealthAndMetricsAreAnswered() {
        try (Deployment deployment =
                Deployment.start(1, Map.of("SESSIONM_CONCURRENCY", Integer.toString(CONCURRENCY)))) {
            Pod pod = deployment.pod(0);
            deployment.sessionm().behave(Map.of("latency_median_ms", CALL_MILLIS, "latency_tail_ms", 2 * CALL_MILLIS));
            AtomicInteger served = new AtomicInteger();
            AtomicInteger late = new AtomicInteger();
            AtomicInteger others = new AtomicInteger();
            try (Demand demand = new Demand(deployment, 5 * CAPACITY_PER_SECOND, answer -> {
                served.addAndGet(answer.status() == 200 ? 1 : 0);
                late.addAndGet(answer.response().body().contains("Cause: deadline.") ? 1 : 0);
                others.addAndGet(answer.status() == 200 || answer.status() == 503 ? 0 : 1);
            })) {
                demand.goesOnFor(Duration.ofSeconds(2));
                deployment.sessionm().resetStats();
                served.set(0);
                late.set(0);

                for (int i = 0; i < 10; i++) {
                    demand.goesOnFor(Duration.ofMillis(500));
                    assertThat(pod.purge(Users.somebody()).status()).isEqualTo(204);
                    assertThat(pod.process().management("/q/health/ready").statusCode())
                            .isEqualTo(200);
                    assertThat(pod.metric("sessionm_shed_total")).isPositive();
                }
                demand.end();
            }
            int calls = deployment.sessionm().totalCalls();
            System.out.println(
                    "OverloadIT: " + served + " served in time by " + calls + " calls, " + late + " at the deadline");
            assertThat(others).hasValue(0);
            // First come, first served would leave less; how much the rule can do, SheddingTest shows without a clock.
            assertThat(served.get()).as("served in time of the calls made").isGreaterThan(calls / 2);
            assertThat(calls).as("SessionM is made use of").isGreaterThan(CAPACITY_PER_SECOND);
        }
    }
}
