package io.offerwallet.api;

import io.offerwallet.testing.SmallLimits;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Order;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@Order(SmallLimits.LAST)
class SessionmEventsLimitHttpIT extends SessionmEventsLimitHttpTest {}
