package io.offerwallet.ops;

import io.offerwallet.simulator.SimulatorSettings;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.util.List;

/** What a process is: a proxy, a simulator, or, for trying and testing only, both. */
enum ProcessRole {
    PROXY,
    SIMULATOR,
    BOTH;

    /** The profiles in which a process may be both. */
    private static final List<String> TRYING = List.of("demo", "test", "dev");

    static ProcessRole of(SimulatorSettings simulator) {
        if (!simulator.enabled()) {
            return PROXY;
        }
        return TRYING.stream().anyMatch(ConfigUtils::isProfileActive) ? BOTH : SIMULATOR;
    }

    boolean isProxy() {
        return this != SIMULATOR;
    }
}
