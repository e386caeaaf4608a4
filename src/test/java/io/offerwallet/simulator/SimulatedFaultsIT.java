package io.offerwallet.simulator;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class SimulatedFaultsIT extends SimulatedFaultsTest {}
