package io.offerwallet.ops;

import io.offerwallet.simulator.SimulatedClock;
import io.offerwallet.simulator.SimulatorSettings;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** The wall clock. */
final class Clocks {

    /** One that can be moved where there is a simulator, so that proxy and simulator go by the same; elsewhere none. */
    @Produces
    @Singleton
    InstantSource wallClock(SimulatorSettings simulator, Instance<SimulatedClock> simulated) {
        return simulator.enabled() ? simulated.get() : Clock.systemUTC();
    }
}
