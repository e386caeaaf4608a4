package io.offerwallet.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leads the application's calls to the simulator over a {@link FaultyLink}, which is put into the test's field of that type.
 * It chooses the application's port as well, as it must know where to lead.
 */
public final class SessionmLink implements QuarkusTestResourceLifecycleManager {

    private @Nullable FaultyLink link;

    @Override
    public Map<String, String> start() {
        int port = FreePort.next();
        link = FaultyLink.to(port);
        return Map.of(
                "quarkus.http.test-port", Integer.toString(port),
                "quarkus.http.port", Integer.toString(port),
                "sessionm.connect.url", "http://localhost:" + link.port() + Simulator.ROOT);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(link, new TestInjector.MatchesType(FaultyLink.class));
    }

    @Override
    public void stop() {
        if (link != null) {
            link.close();
        }
    }

    /** Its word comes after {@link OwnPort}'s, and so counts. */
    @Override
    public int order() {
        return 1;
    }
}
