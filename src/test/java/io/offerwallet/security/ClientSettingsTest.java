package io.offerwallet.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the documented environment variables arrive where they should. */
class ClientSettingsTest {
    @Test
    void environmentNamesSeveralClients() {
        Authenticator authenticator = authenticator(Map.of(
                "WALLET_CLIENTS_BRAZE_SECRETS", "new,old",
                "WALLET_CLIENTS_BRAZE_ROLES", "wallet,admin",
                "WALLET_CLIENTS_OPS2_SECRETS", "other"));

        Client braze = new Client("braze", Set.of(Role.WALLET, Role.ADMIN));
        Client ops = new Client("ops2", Set.of(Role.WALLET));
        assertThat(authenticator.clients()).containsExactlyInAnyOrder(braze, ops);
        assertThat(authenticator.authenticate("Bearer new", null)).contains(braze);
        assertThat(authenticator.authenticate("Bearer old", null)).contains(braze);
        assertThat(authenticator.authenticate("Bearer other", null)).contains(ops);
    }

    @Test
    void withoutSettingsThereAreNoClients() {
        assertThat(authenticator(Map.of()).clients()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\\,b       | a,b",
                "a\\\\b      | a\\b",
                "a\\${b}     | a${b}",
                "a\\$\\$b    | a$$b",
                "a$b         | a$b",
                "x, spaced   | spaced",
                "a=b:c#d\"e' | a=b:c#d\"e'",
            })
    void secretsWithSpecialCharactersAreWrittenAsDocumented(String configured, String secret) {
        assertThat(authenticator(Map.of("WALLET_CLIENTS_BRAZE_SECRETS", configured))
                        .authenticate(null, secret))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WALLET_CLIENTS_BRAZE_EU_SECRETS",
                "WALLET_CLIENTS_BRAZE_SECRET",
                "WALLET_CLIENTS_BRAZE",
                "WALLET_CLIENTS__BRAZE_EU__SECRETS"
            })
    void refusesVariablesThatWouldBePassedOver(String variable) {
        assertThatThrownBy(() -> authenticator(Map.of(variable, "tell-nobody")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letters and digits")
                .hasMessageNotContaining("tell-nobody");
    }

    @Test
    void refusesAClientWithoutSecrets() {
        assertThatThrownBy(() -> authenticator(Map.of("WALLET_CLIENTS_BRAZE_ROLES", "admin")))
                .hasMessageContainingAll("'braze'", "needs one secret");
        assertThatThrownBy(() -> authenticator(Map.of("WALLET_CLIENTS_BRAZE_SECRETS", "")))
                .hasMessageContainingAll("'braze'", "needs one secret");
    }

    @Test
    void refusesAnUnknownRole() {
        assertThatThrownBy(() -> config(
                        Map.of("WALLET_CLIENTS_BRAZE_SECRETS", "tell-nobody", "WALLET_CLIENTS_BRAZE_ROLES", "boss")))
                .hasMessageContainingAll("wallet.clients.braze.roles", "boss")
                .hasMessageNotContaining("tell-nobody");
    }

    @Test
    void refusesOneNameInTwoSpellings() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ClientSettings.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("wallet.clients.braze.secrets", "one", "wallet.clients.Braze.secrets", "two"),
                        "test",
                        250))
                .build();
        assertThatThrownBy(() -> authenticator(config)).hasMessage("The client 'braze' is configured twice");
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(ClientSettings.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }

    private static Authenticator authenticator(Map<String, String> environment) {
        return authenticator(config(environment));
    }

    private static Authenticator authenticator(SmallRyeConfig config) {
        return new AuthenticatorProducer().authenticator(config.getConfigMapping(ClientSettings.class), config);
    }
}
