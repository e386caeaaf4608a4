package io.offerwallet.ops;

import io.offerwallet.simulator.SimulatorSettings;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Says in the log that this is the demo, and what to call. */
@Singleton
final class DemoNotice {

    private static final Logger LOG = Logger.getLogger(DemoNotice.class);

    void say(@ObservesAsync HttpServerStart started, SimulatorSettings simulator) {
        if (simulator.enabled() && ConfigUtils.isProfileActive("demo")) {
            LOG.infof(
                    "DEMO: every offer is made up by the built-in SessionM simulator. Try: curl -u braze:demo"
                            + " 'http://localhost:%d/v1/wallets/3f2504e0-4f89-41d3-9a0c-0305e82c3301?culture=fr'",
                    started.options().getPort());
        }
    }
}
