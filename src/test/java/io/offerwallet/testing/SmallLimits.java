package io.offerwallet.testing;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.Map;

/**
 * Limits that a test can reach: few requests may wait, few users may be purged together, little fits the cache, the breaker opens and probes soon. All of
 * them are read when the application starts, so that one that is built already has them too.
 */
public final class SmallLimits implements QuarkusTestProfile {

    /** The order of test classes that share an application of its own, so that it is started once for all of them. */
    public static final int LAST = Integer.MAX_VALUE;

    public static final int MAX_WAITING = 5;
    public static final int MAX_PURGE = 3;
    public static final int BREAKER_WINDOW = 10;
    public static final Duration BREAKER_DELAY = Duration.ofMillis(500);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "wallet.max-waiting",
                Integer.toString(MAX_WAITING),
                "wallet.max-purge",
                Integer.toString(MAX_PURGE),
                "wallet.cache.max-bytes",
                "256K",
                "sessionm.breaker.window",
                Integer.toString(BREAKER_WINDOW),
                "sessionm.breaker.delay",
                "500ms");
    }

    /**
     * Somebody whose wallet is held. The small cache takes somebody new only if it is asked for more often than somebody
     * old, so it is asked until it does.
     */
    public static String heldUser() {
        String user = Users.somebody();
        await().pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> Proxy.get(user).then().statusCode(200).header("X-Cache", "hit"));
        return user;
    }

    /** Makes a closed breaker forget the failures it has seen, by as many good answers as it remembers. */
    public static void fillTheBreakersWindow() {
        for (int i = 0; i < BREAKER_WINDOW; i++) {
            Proxy.get(Users.somebody()).then().statusCode(200);
        }
    }
}
