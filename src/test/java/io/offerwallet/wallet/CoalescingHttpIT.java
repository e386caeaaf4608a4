package io.offerwallet.wallet;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class CoalescingHttpIT extends CoalescingHttpTest {}
