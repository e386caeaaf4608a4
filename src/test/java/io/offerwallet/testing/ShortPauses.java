package io.offerwallet.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.Map;

/** Pauses that a test can await. */
public final class ShortPauses implements QuarkusTestProfile {

    /** The order of test classes that share an application of its own, see {@link SmallLimits#LAST}. */
    public static final int BEFORE_LAST = SmallLimits.LAST - 1;

    public static final Duration WITHOUT_RETRY_AFTER = Duration.ofMillis(500);
    public static final Duration LONGEST = Duration.ofSeconds(3);
    public static final Duration CREDENTIAL_REFUSED = Duration.ofMillis(700);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "sessionm.pause.without-retry-after", "500ms",
                "sessionm.pause.longest", "3s",
                "sessionm.pause.credential-refused", "700ms");
    }
}
