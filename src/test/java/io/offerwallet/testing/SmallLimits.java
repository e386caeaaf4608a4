package io.offerwallet.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.Map;

/** Limits that a test can reach: few requests may wait, little fits the cache, the breaker opens and probes soon. */
public final class SmallLimits implements QuarkusTestProfile {

    public static final int MAX_WAITING = 5;
    public static final int BREAKER_WINDOW = 10;
    public static final Duration BREAKER_DELAY = Duration.ofMillis(500);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "wallet.max-waiting",
                Integer.toString(MAX_WAITING),
                "wallet.cache.max-bytes",
                "256K",
                "sessionm.breaker.window",
                Integer.toString(BREAKER_WINDOW),
                "sessionm.breaker.delay",
                "500ms");
    }
}
