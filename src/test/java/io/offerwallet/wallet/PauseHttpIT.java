package io.offerwallet.wallet;

import io.offerwallet.testing.ShortPauses;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Order;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@Order(ShortPauses.BEFORE_LAST)
class PauseHttpIT extends PauseHttpTest {}
