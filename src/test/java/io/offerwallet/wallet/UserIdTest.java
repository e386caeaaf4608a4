package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

    private static final String GUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

    @Test
    void readsAGuidInEitherCase() {
        assertThat(UserId.parse("3F2504E0-4f89-41D3-9A0C-0305E82C3301")).contains(new UserId(GUID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3f2504e0",
                "3f2504e0-4f89-41d3-9a0c-0305e82c330",
                "3f2504e0-4f89-41d3-9a0c-0305e82c33011",
                "3f2504e0-4f89-41d3-9a0c-0305e82c330g",
                "3f2504e0_4f89_41d3_9a0c_0305e82c3301",
                "{f2504e0-4f89-41d3-9a0c-0305e82c330}",
                "3f2504e0-4f89-41d3-9a0c-0305e82c330\n",
                "ıf2504e0-4f89-41d3-9a0c-0305e82c3301",
                "../../../../etc/passwd/aaaaaaaaaaaaa"
            })
    void refusesWhatIsNoGuid(String text) {
        assertThat(UserId.parse(text)).isEmpty();
        assertThatThrownBy(() -> new UserId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverShowsItselfByAccident() {
        assertThat(new UserId(GUID).toString()).doesNotContain("3f2504e0");
        assertThatThrownBy(() -> new UserId("somebody@example.com")).hasMessageNotContaining("somebody");
    }
}
