package io.offerwallet.api;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** See {@link RequestsOracle}, which is a class of its own for the reason in docs/reliability.md. */
class RequestsFuzzTest {

    @FuzzTest(maxDuration = "5s")
    void anyBytesAreUnderstoodOrRefused(byte[] data) {
        RequestsOracle.hold(data);
    }
}
