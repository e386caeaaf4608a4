package io.offerwallet.reliability;

import io.offerwallet.testing.SessionmLink;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A deadline so short that Braze's own, which isn't scaled, is far away even where a build has little of its machine. Times of
 * SessionM's are scaled with it.
 */
public final class ShortDeadline implements QuarkusTestProfile {

    static final Duration DEADLINE = Duration.ofMillis(600);

    /** As 1.9 s are to the default deadline. */
    static final Duration SLOW = DEADLINE.multipliedBy(19).dividedBy(15);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "wallet.deadline", DEADLINE.toMillis() + "ms",
                "sessionm.connect.timeout", "2s",
                "sessionm.max-response-bytes", "4M",
                // Calls that get no answer must not keep those of other cells from being made.
                "sessionm.concurrency", "64");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(SessionmLink.class));
    }
}
