package io.offerwallet.simulator;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Draws how long an answer takes: log-normal, told by its median and its 99th percentile. */
final class Latency {
    /** The 99th percentile of the standard normal distribution. */
    private static final double Z99 = 2.3263478740408408;

    private static final double LONGEST_MILLIS = Duration.ofMinutes(2).toMillis();

    private Latency() {}

    static long drawMillis(Duration median, Duration tail, RandomGenerator random) {
        if (median.isZero()) {
            return 0;
        }
        double sigma = Math.log((double) tail.toNanos() / median.toNanos()) / Z99;
        double drawn = median.toNanos() / 1e6 * Math.exp(sigma * random.nextGaussian());
        return Math.round(Math.min(drawn, LONGEST_MILLIS));
    }
}
