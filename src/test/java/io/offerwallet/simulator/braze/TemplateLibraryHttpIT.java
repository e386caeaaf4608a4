package io.offerwallet.simulator.braze;

import io.offerwallet.testing.SmallLimits;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Order;

/** The same on the packaged application, beside the others that have one of their own. */
@QuarkusIntegrationTest
@Order(SmallLimits.LAST - 1)
class TemplateLibraryHttpIT extends TemplateLibraryHttpTest {}
