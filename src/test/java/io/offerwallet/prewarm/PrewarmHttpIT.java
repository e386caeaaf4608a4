package io.offerwallet.prewarm;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class PrewarmHttpIT extends PrewarmHttpTest {}
