package io.offerwallet.reliability;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A deadline so long that what is refused is refused for its own reason, and not because a build has little of its machine. */
public final class LongDeadline implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("wallet.deadline", "5s");
    }
}
