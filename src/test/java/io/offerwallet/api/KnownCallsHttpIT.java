package io.offerwallet.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class KnownCallsHttpIT extends KnownCallsHttpTest {}
