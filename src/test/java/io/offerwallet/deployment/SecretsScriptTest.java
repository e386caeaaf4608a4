package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.deployment.DeploymentFiles.Ended;
import io.offerwallet.security.Authenticator;
import io.offerwallet.security.Client;
import io.offerwallet.security.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SecretsScriptTest {

    private static final String SCRIPT = "kubernetes/secrets.sh";
    private static final String OVERLAY = "kubernetes/overlays/production";

    private final DeploymentFiles files = DeploymentFiles.copy();

    @Test
    void whatItShowsIsWhatTheProxyTakes() {
        String said = files.makeSecrets();

        assertThat(clientOf("braze", shown("braze", said))).isPresent();
        assertThat(clientOf("loyalty", shown("loyalty", said))).isPresent();
        assertThat(clientOf("sessionm", shown("sessionm", said))).isPresent();
        assertThat(clientOf("loyalty", shown("braze", said))).isEmpty();
        assertThat(read("SESSIONM_CONNECT_AUTHORIZATION")).isEqualTo(DeploymentFiles.SESSIONM_AUTHORIZATION);
    }

    @Test
    void keepsNoClientsSecretInTheOpen() throws IOException {
        String said = files.makeSecrets();

        try (Stream<Path> made = Files.walk(files.resolve(OVERLAY).resolve("secrets"))) {
            assertThat(made.filter(Files::isRegularFile)).hasSizeGreaterThan(5).allSatisfy(file -> {
                assertThat(Files.readString(file))
                        .doesNotContain(shown("braze", said))
                        .doesNotContain(shown("loyalty", said));
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            });
        }
    }

    @Test
    void whatIsThereStaysAndIsNotAskedForAgain() {
        files.makeSecrets();
        String before = read("WALLET_CLIENTS_BRAZE_SECRETS") + read("REDIS_HASH_KEY") + read("REDIS_PASSWORD");

        String said = files.run("", SCRIPT, OVERLAY);

        assertThat(read("WALLET_CLIENTS_BRAZE_SECRETS") + read("REDIS_HASH_KEY") + read("REDIS_PASSWORD"))
                .isEqualTo(before);
        assertThat(said).doesNotContain("password");
    }

    @Test
    void aRotationKeepsTheOldSecretUntilItIsFinished() {
        String old = shown("braze", files.makeSecrets());

        String next = shown("braze", files.run("", SCRIPT, OVERLAY, "rotate", "braze"));
        assertThat(next).isNotEqualTo(old);
        assertThat(clientOf("braze", old)).isPresent();
        assertThat(clientOf("braze", next)).isPresent();
        assertThat(files.tryToRun("", SCRIPT, OVERLAY, "rotate", "braze").exitCode())
                .isEqualTo(1);

        files.run("", SCRIPT, OVERLAY, "finish", "braze");
        assertThat(clientOf("braze", old)).isEmpty();
        assertThat(clientOf("braze", next)).isPresent();
        assertThat(files.tryToRun("", SCRIPT, OVERLAY, "finish", "braze").exitCode())
                .isEqualTo(1);
    }

    @Test
    void takesAnotherCredentialOfSessionMs() {
        files.makeSecrets();

        files.run("Basic another\n", SCRIPT, OVERLAY, "sessionm");

        assertThat(read("SESSIONM_CONNECT_AUTHORIZATION")).isEqualTo("Basic another");
    }

    @Test
    void saysWhatIsWrongAndWritesNothing() {
        Ended withoutCredential = files.tryToRun("", SCRIPT, OVERLAY);
        assertThat(withoutCredential.exitCode()).isEqualTo(1);
        assertThat(withoutCredential.output()).contains("SessionM's authorization is missing");
        assertThat(files.resolve(OVERLAY).resolve("secrets/SESSIONM_CONNECT_AUTHORIZATION"))
                .doesNotExist();

        assertThat(files.tryToRun("", SCRIPT, "kubernetes/overlays/nowhere").output())
                .contains("is no directory");
        Ended unknown = files.tryToRun("", SCRIPT, OVERLAY, "rotate", "somebody");
        assertThat(unknown.exitCode()).isNotZero();
        assertThat(unknown.output()).contains("there is no client somebody");
    }

    private Optional<Client> clientOf(String name, String secret) {
        Authenticator authenticator = Authenticator.of(Map.of(
                new Client(name, Set.of(Role.WALLET)),
                List.of(read("WALLET_CLIENTS_" + name.toUpperCase(Locale.ROOT) + "_SECRETS")
                        .split(",", -1))));
        String pair = Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return authenticator.authenticate("Basic " + pair, null);
    }

    private String read(String name) {
        try {
            return Files.readString(files.resolve(OVERLAY).resolve("secrets").resolve(name));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String shown(String client, String said) {
        return Pattern.compile("user name " + client + ", password (\\w+)")
                .matcher(said)
                .results()
                .map(result -> result.group(1))
                .findFirst()
                .orElseThrow();
    }
}
