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

    private static final int CONCURRENCY = 4;
    private static final int CALL_MILLIS = 100;
    private static final int CAPACITY_PER_SECOND = CONCURRENCY * 1000 / CALL_MILLIS;

    /** Far above the deadline of 1.5 s: it tells an answer in time from none, on a machine however busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    @Test
    void whatIsAcceptedIsInTimeAndPurgeHealthAndMetricsAreAnswered() {
        try (Deployment deployment =
                Deployment.start(1, Map.of("SESSIONM_CONCURRENCY", Integer.toString(CONCURRENCY)))) {
            Pod pod = deployment.pod(0);
            deployment.sessionm().behave(Map.of("latency_median_ms", CALL_MILLIS, "latency_tail_ms", 2 * CALL_MILLIS));
            AtomicInteger served = new AtomicInteger();
            AtomicInteger late = new AtomicInteger();
            AtomicInteger notAnswered = new AtomicInteger();
            try (Demand demand = new Demand(deployment, 5 * CAPACITY_PER_SECOND, answer -> {
                served.addAndGet(answer.status() == 200 ? 1 : 0);
                late.addAndGet(answer.response().body().contains("Cause: deadline.") ? 1 : 0);
                notAnswered.addAndGet(answer.took().compareTo(PATIENCE) > 0 ? 1 : 0);
            })) {
                demand.goesOnFor(Duration.ofSeconds(2));
                deployment.sessionm().resetStats();
                served.set(0);
                late.set(0);

                for (int i = 0; i < 10; i++) {
                    demand.goesOnFor(Duration.ofMillis(500));
                    long start = System.nanoTime();
                    assertThat(pod.purge(Users.somebody()).status()).isEqualTo(204);
                    assertThat(pod.process().management("/q/health/ready").statusCode())
                            .isEqualTo(200);
                    assertThat(pod.metric("sessionm_shed_total")).isPositive();
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
                }
                demand.end();
            }
            int calls = deployment.sessionm().totalCalls();
            System.out.println(
                    "OverloadIT: " + served + " served in time by " + calls + " calls, " + late + " at the deadline");
            assertThat(notAnswered).hasValue(0);
            assertThat(served.get()).as("served of the calls made").isGreaterThan(calls * 8 / 10);
            assertThat(calls).as("of some " + 5 * CAPACITY_PER_SECOND).isGreaterThan(2 * CAPACITY_PER_SECOND);
        }
    }
}
