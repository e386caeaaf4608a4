package io.offerwallet.sessionm;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** See {@link PagesOracle}, which is a class of its own for the reason in docs/reliability.md. */
class PagesFuzzTest {

    @FuzzTest(maxDuration = "5s")
    void anyBytesAreReadAndJoinedRightlyOrRefused(byte[] data) {
        PagesOracle.hold(data);
    }
}
