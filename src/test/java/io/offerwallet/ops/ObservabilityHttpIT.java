package io.offerwallet.ops;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class ObservabilityHttpIT extends ObservabilityHttpTest {}
