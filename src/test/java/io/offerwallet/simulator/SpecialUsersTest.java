package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialUsersTest {

    @Test
    void theLastEightDigitsOfACountedUserAreDecimal() {
        assertThat(SpecialUsers.offersOf(UUID.fromString("00000000-0000-4000-8000-100000002500")))
                .hasValue(2_500);
        assertThat(SpecialUsers.offersOf(UUID.fromString("00000000-0000-4000-8000-10000000250a")))
                .isEmpty();
        assertThat(SpecialUsers.offersOf(UUID.fromString("00000000-0000-4000-8000-100100002500")))
                .isEmpty();
        assertThat(SpecialUsers.offersOf(UUID.fromString("00000000-0000-4000-8000-100099999999")))
                .hasValue(SpecialUsers.MOST_OFFERS);
    }

    @Test
    void unknownUsersComeInTwoKinds() {
        var inEnvelope = UUID.fromString("00000000-0000-4000-8000-4040000000ff");
        var byStatus = UUID.fromString("00000000-0000-4000-8000-404100000001");

        assertThat(SpecialUsers.unknownInEnvelope(inEnvelope)).isTrue();
        assertThat(SpecialUsers.unknownByStatus(inEnvelope)).isFalse();
        assertThat(SpecialUsers.unknownByStatus(byStatus)).isTrue();
        assertThat(SpecialUsers.unknownInEnvelope(byStatus)).isFalse();
    }

    @Test
    void ofLastingOnesThereAreMany() {
        assertThat(SpecialUsers.lasting(UUID.fromString("00000000-0000-4000-8000-2000000000ff")))
                .isTrue();
        assertThat(SpecialUsers.lasting(UUID.fromString("00000000-0000-4000-8000-2001000000ff")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "00000000-0000-4000-8000-10000000000",
                "00000000-0000-4000-8000-10000000000g",
                "{00000000-0000-4000-8000-100000000000}"
            })
    void onlyWholeGuidsAreUserIds(String text) {
        assertThat(SpecialUsers.parse(text)).isEmpty();
    }

    @Test
    void theCaseOfAGuidDoesNotMatter() {
        assertThat(SpecialUsers.parse("3F0C6F5E-8F0E-4B63-9D43-1F6F6B1B7A10"))
                .hasValue(UUID.fromString("3f0c6f5e-8f0e-4b63-9d43-1f6f6b1b7a10"));
    }
}
