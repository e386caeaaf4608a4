package io.offerwallet.simulator;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class SimulatedSessionmIT extends SimulatedSessionmTest {}
