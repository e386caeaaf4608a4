package io.offerwallet.view;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** See {@link AnswersOracle}, which is a class of its own for the reason in docs/reliability.md. */
class AnswersFuzzTest {

    @FuzzTest(maxDuration = "5s")
    void anyBytesAreReadAndShownRightlyOrRefused(byte[] body) {
        AnswersOracle.hold(body);
    }
}
