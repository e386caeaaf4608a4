package io.offerwallet.simulator;

import java.time.Duration;

/** How the simulated SessionM answers. Refuses values that no SessionM could have. */
record Behaviour(
        Duration latencyMedian,
        Duration latencyTail,
        double errorRate,
        int rateLimit,
        Fault fault,
        int retryAfterSeconds) {
    private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);
    private static final int HIGHEST_RATE_LIMIT = 100_000;
    private static final int LONGEST_RETRY_AFTER = 3_600;

    Behaviour {
        requireLatency("latency_median_ms", latencyMedian);
        requireLatency("latency_tail_ms", latencyTail);
        require(
                latencyMedian.compareTo(latencyTail) <= 0,
                "latency_tail_ms (%d) is below latency_median_ms (%d)"
                        .formatted(latencyTail.toMillis(), latencyMedian.toMillis()));
        require(errorRate >= 0 && errorRate <= 1, "error_rate must be from 0 to 1 and is " + errorRate);
        require(
                rateLimit >= 0 && rateLimit <= HIGHEST_RATE_LIMIT,
                "rate_limit must be from 0 to %d and is %d".formatted(HIGHEST_RATE_LIMIT, rateLimit));
        require(
                retryAfterSeconds >= 0 && retryAfterSeconds <= LONGEST_RETRY_AFTER,
                "retry_after_seconds must be from 0 to %d and is %d".formatted(LONGEST_RETRY_AFTER, retryAfterSeconds));
    }

    static Behaviour configured(SimulatorSettings.Sessionm settings) {
        return new Behaviour(
                settings.latency().median(),
                settings.latency().tail(),
                settings.errorRate(),
                settings.rateLimit(),
                settings.fault(),
                1);
    }

    private static void requireLatency(String field, Duration latency) {
        require(
                !latency.isNegative() && latency.compareTo(LONGEST_LATENCY) <= 0,
                "%s must be from 0 to %d and is %d".formatted(field, LONGEST_LATENCY.toMillis(), latency.toMillis()));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
