package io.offerwallet.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {
    @Test
    void nameIsKeptInLowerCase() {
        assertThat(new Client("Braze2", Set.of())).isEqualTo(new Client("braze2", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "braze-eu", "braze_eu", "braze.eu", "bräze", "a:b"})
    void refusesNamesThatAnEnvironmentVariableOrBasicCannotTell(String name) {
        assertThatThrownBy(() -> new Client(name, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letters and digits");
    }

    @Test
    void rolesDoNotChangeAfterwards() {
        Set<Role> roles = EnumSet.of(Role.WALLET);
        Client client = new Client("braze", roles);
        roles.add(Role.ADMIN);
        assertThat(client.roles()).containsExactly(Role.WALLET);
    }
}
