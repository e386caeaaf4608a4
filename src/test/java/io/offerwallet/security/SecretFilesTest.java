package io.offerwallet.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void readsADirectoryAsKubernetesMountsIt() throws IOException {
        Path version = Files.createDirectory(directory.resolve("..2026_01_31_10_00_00.123456789"));
        Files.writeString(version.resolve("wallet.clients.braze.secrets"), "s3cret\n");
        Files.writeString(version.resolve("sessionm.connect.authorization"), "Basic Zm9vOmJhcg==\n");
        Path data = Files.createSymbolicLink(directory.resolve("..data"), version.getFileName());
        for (String name : new String[] {"wallet.clients.braze.secrets", "sessionm.connect.authorization"}) {
            Files.createSymbolicLink(directory.resolve(name), data.getFileName().resolve(name));
        }

        SmallRyeConfig config = config(Map.of());

        assertThat(config.getOptionalValue("sessionm.connect.authorization", String.class))
                .contains("Basic Zm9vOmJhcg==");
        assertThat(authenticates(config, "s3cret")).isTrue();
        assertThat(names(config)).noneMatch(name -> name.contains("2026") || name.contains("data"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wallet.clients.braze.secrets", "wallet.clients.Braze.secrets", "WALLET_CLIENTS_BRAZE_SECRETS"})
    void fileIsNamedLikeThePropertyOrTheVariable(String name) throws IOException {
        Files.writeString(directory.resolve(name), "s3cret");
        assertThat(authenticates(config(Map.of()), "s3cret")).isTrue();
    }

    @Test
    void variableNameStandsForAPropertyWithDashes() throws IOException {
        Files.writeString(directory.resolve("SESSIONM_API_KEY"), "k");
        assertThat(config(Map.of()).getOptionalValue("sessionm.api-key", String.class))
                .contains("k");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a\n'     | 'a'",
                "'a\r\n'   | 'a'",
                "'a\n\n'   | 'a\n'",
                "'a\nb\n'  | 'a\nb'",
                "' a '     | ' a '",
                "'a${b}$$' | 'a${b}$$'",
                "'a\\$b'   | 'a\\$b'",
                "'a,b'     | 'a,b'",
            })
    void contentIsTheValueLessOneLineEnd(String content, String value) throws IOException {
        Files.writeString(directory.resolve("some.secret"), content);
        assertThat(config(Map.of()).getOptionalValue("some.secret", String.class))
                .contains(value);
    }

    @Test
    void emptyFileIsNoValue() throws IOException {
        Files.writeString(directory.resolve("some.secret"), "\n");
        assertThat(config(Map.of()).getOptionalValue("some.secret", String.class))
                .isEmpty();
    }

    @Test
    void ignoresDirectoriesAndDotFiles() throws IOException {
        Files.createDirectory(directory.resolve("some.directory"));
        Files.writeString(directory.resolve(".hidden"), "x");
        assertThat(names(config(Map.of()))).doesNotContain("some.directory", ".hidden");
    }

    @Test
    void environmentWinsOverFilesAndFilesOverApplicationProperties() throws IOException {
        Files.writeString(directory.resolve("one"), "file");
        Files.writeString(directory.resolve("two"), "file");
        SmallRyeConfig config = config(Map.of("ONE", "environment"));
        assertThat(config.getOptionalValue("one", String.class)).contains("environment");
        assertThat(config.getOptionalValue("two", String.class)).contains("file");
    }

    @Test
    void misspeltSettingIsRefusedWithoutItsContent() throws IOException {
        Files.writeString(directory.resolve("wallet.clients.braze.secret"), "tell-nobody");
        assertThatThrownBy(() -> config(Map.of()))
                .hasMessageContainingAll("wallet.clients.braze.secret", directory.toString())
                .hasMessageNotContaining("tell-nobody");
    }

    @Test
    void missingDirectoryIsRefused() {
        assertThatThrownBy(() -> config(directory.resolve("missing").toString(), Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("WALLET_SECRETS_DIR names " + directory.resolve("missing") + ", which is not a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void noDirectoryIsNoSource(String unset) {
        assertThat(config(unset, Map.of()).getConfigSources())
                .noneMatch(source -> source.getName().startsWith("secrets directory"));
    }

    @Test
    void contentThatIsNotTextIsRefusedByTheNameOfItsFile() throws IOException {
        Path file = Files.write(directory.resolve("some.secret"), new byte[] {'a', (byte) 0xff});
        assertThatThrownBy(() -> config(Map.of())).hasMessage("The file " + file + " is not text in UTF-8");
    }

    @Test
    void danglingLinkIsNoSetting() throws IOException {
        Files.createSymbolicLink(directory.resolve("some.secret"), Path.of("..data", "gone"));
        assertThat(config(Map.of()).getOptionalValue("some.secret", String.class))
                .isEmpty();
    }

    private static List<String> names(SmallRyeConfig config) {
        List<String> names = new ArrayList<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }

    private SmallRyeConfig config(Map<String, String> environment) {
        return config(directory.toString(), environment);
    }

    private static SmallRyeConfig config(String secretsDir, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("WALLET_SECRETS_DIR", secretsDir);
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(ClientSettings.class)
                .withSources(new EnvConfigSource(all, 300))
                .withSources(new PropertiesConfigSource(
                        Map.of("one", "application", "two", "application"), "application.properties", 250))
                .withSources(new SecretFilesFactory())
                .build();
    }

    private static boolean authenticates(SmallRyeConfig config, String secret) {
        return new AuthenticatorProducer()
                .authenticator(config.getConfigMapping(ClientSettings.class), config)
                .authenticate(null, secret)
                .isPresent();
    }
}
