package io.offerwallet.reliability;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class FailureTableUnderLoadIT extends FailureTableUnderLoadTest {}
