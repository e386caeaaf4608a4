package io.offerwallet.simulator.braze;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class SeedTemplateHttpIT extends SeedTemplateHttpTest {}
