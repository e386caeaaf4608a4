package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.loadtest.SimulatorControl.Asked;
import org.junit.jupiter.api.Test;

class SessionmBoundTest {
    private final SessionmBound bound = new SessionmBound(150, 1);

    @Test
    void everyColdRecipientsWalletMayBeGivenOnceAndAFewTwice() {
        assertThat(bound.isKept(new Asked(152, 152, 9), 0)).isTrue();
        assertThat(bound.isKept(new Asked(153, 153, 9), 0)).isFalse();
        assertThat(bound.isKept(new Asked(153, 153, 9), 10)).isFalse();
    }

    @Test
    void forEveryCallInVainThereMayBeTwoMoreWithoutAWallet() {
        assertThat(bound.isKept(new Asked(162, 152, 9), 5)).isTrue();
        assertThat(bound.isKept(new Asked(163, 152, 9), 5)).isFalse();
    }
}
