package io.offerwallet.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
    private static final Client BRAZE = new Client("braze", Set.of(Role.WALLET));
    private static final Client OPS = new Client("ops", Set.of(Role.WALLET, Role.ADMIN));

    private final Authenticator authenticator = Authenticator.of(
            Map.of(BRAZE, List.of("new-braze-secret", "old-braze-secret"), OPS, List.of("ops:sécret")));

    @Test
    void basicProvesNameAndSecret() {
        assertThat(authenticator.authenticate(basic("braze:new-braze-secret"), null))
                .contains(BRAZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic ", "BASIC ", "Basic   "})
    void schemeIsReadInAnyCaseAndWithMoreSpaces(String scheme) {
        String header = scheme + base64("braze:new-braze-secret");
        assertThat(authenticator.authenticate(header, null)).contains(BRAZE);
    }

    @Test
    void nameIsReadInAnyCase() {
        assertThat(authenticator.authenticate(basic("BrAzE:new-braze-secret"), null))
                .contains(BRAZE);
    }

    @Test
    void secretMayHaveColonsAndAccents() {
        assertThat(authenticator.authenticate(basic("ops:ops:sécret"), null)).contains(OPS);
    }

    @Test
    void bearerAndApiKeyNeedNoName() {
        assertThat(authenticator.authenticate("Bearer new-braze-secret", null)).contains(BRAZE);
        assertThat(authenticator.authenticate("bearer ops:sécret", null)).contains(OPS);
        assertThat(authenticator.authenticate(null, "new-braze-secret")).contains(BRAZE);
    }

    @Test
    void bothSecretsOfARotationWork() {
        assertThat(authenticator.authenticate(null, "new-braze-secret")).contains(BRAZE);
        assertThat(authenticator.authenticate(null, "old-braze-secret")).contains(BRAZE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Basic",
                "Basic ",
                "Bearer",
                "Bearer ",
                "new-braze-secret",
                "Bearer new-braze-secreT",
                "Bearer new-braze-secret-and-more",
                "Bearer new-braze-secre",
                "Bearer braze:new-braze-secret",
                "Digest new-braze-secret",
                "Basic !!!not base64!!!",
                "Basic YnJhemU6bmV3LWJyYXplLXNlY3JldA=",
            })
    void authenticatesNothingElse(String header) {
        assertThat(authenticator.authenticate(header, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "braze",
                "new-braze-secret",
                ":new-braze-secret",
                "braze:",
                "braze:wrong",
                "ops:new-braze-secret",
                "nobody:new-braze-secret",
                "braze: new-braze-secret",
            })
    void basicNeedsTheRightNameAndTheRightSecret(String pair) {
        assertThat(authenticator.authenticate(basic(pair), null)).isEmpty();
    }

    @Test
    void noHeadersAuthenticateNobody() {
        assertThat(authenticator.authenticate(null, null)).isEmpty();
        assertThat(authenticator.authenticate(null, "")).isEmpty();
    }

    @Test
    void twoHeadersMustProveTheSameClient() {
        assertThat(authenticator.authenticate("Bearer old-braze-secret", "new-braze-secret"))
                .contains(BRAZE);
        assertThat(authenticator.authenticate("Bearer ops:sécret", "new-braze-secret"))
                .isEmpty();
        assertThat(authenticator.authenticate("Bearer wrong", "new-braze-secret"))
                .isEmpty();
        assertThat(authenticator.authenticate("Bearer new-braze-secret", "wrong"))
                .isEmpty();
        assertThat(authenticator.authenticate("Bearer new-braze-secret", "")).isEmpty();
        assertThat(authenticator.authenticate("Bearer wrong", "wrong")).isEmpty();
    }

    @Test
    void oversizedHeadersAreNotLookedAt() {
        String padding = " ".repeat(1024);
        assertThat(authenticator.authenticate("Bearer " + padding + "new-braze-secret", null))
                .isEmpty();
        assertThat(authenticator.authenticate(null, padding + "new-braze-secret"))
                .isEmpty();
        assertThat(authenticator.authenticate("Basic " + padding + base64("braze:new-braze-secret"), null))
                .isEmpty();
    }

    @Test
    void longestSecretFitsIntoAHeader() {
        Client client = new Client("c".repeat(64), Set.of(Role.WALLET));
        String secret = "s".repeat(512);
        Authenticator one = Authenticator.of(Map.of(client, List.of(secret)));
        assertThat(one.authenticate(basic(client.name() + ":" + secret), null)).contains(client);
    }

    @Test
    void secretIsConfiguredByItsDigest() {
        String digest = "sha256:" + sha256("a secret");
        Authenticator one = Authenticator.of(Map.of(BRAZE, List.of(digest)));
        assertThat(one.authenticate("Bearer a secret", null)).contains(BRAZE);
        assertThat(one.authenticate("Bearer " + digest, null)).isEmpty();
        Authenticator upperCase = Authenticator.of(Map.of(BRAZE, List.of(digest.toUpperCase(Locale.ROOT))));
        assertThat(upperCase.authenticate("Bearer a secret", null)).contains(BRAZE);
    }

    @Test
    void whiteSpaceAroundAConfiguredSecretDoesNotCount() {
        Authenticator one = Authenticator.of(Map.of(BRAZE, List.of(" a secret\n")));
        assertThat(one.authenticate("Bearer a secret", null)).contains(BRAZE);
    }

    @Test
    void withoutClientsNobodyIsAuthenticated() {
        Authenticator none = Authenticator.of(Map.of());
        assertThat(none.clients()).isEmpty();
        assertThat(none.authenticate("Bearer x", null)).isEmpty();
        assertThat(none.authenticate("Bearer ", "")).isEmpty();
        assertThat(none.authenticate(basic(":"), null)).isEmpty();
    }

    @Test
    void tellsWhoCanBeAuthenticated() {
        assertThat(authenticator.clients()).containsExactlyInAnyOrder(BRAZE, OPS);
    }

    @Test
    void refusesSecretsThatCannotBeUsed() {
        assertRefused(List.of(), "'braze'", "has 0");
        assertRefused(List.of("one", "two", "three"), "'braze'", "has 3");
        assertRefused(List.of(""), "'braze'", "empty secret");
        assertRefused(List.of(" \n"), "'braze'", "empty secret");
        assertRefused(List.of("x".repeat(513)), "'braze'", "512 bytes");
        assertRefused(List.of("é".repeat(257)), "'braze'", "512 bytes");
        assertRefused(List.of("same", "same"), "'braze'", "same secret twice");
        assertRefused(List.of("same", "sha256:" + sha256("same")), "'braze'", "same secret twice");
        assertRefused(List.of("sha256:abc"), "'braze'", "64 hex digits");
        assertRefused(List.of("sha256:" + "g".repeat(64)), "'braze'", "64 hex digits");
    }

    @Test
    void aSecretOfTwoClientsProvesOneOnlyWithItsName() {
        var shared = Authenticator.of(Map.of(BRAZE, List.of("shared-1", "mine"), OPS, List.of("shared-1")));
        assertThat(shared.authenticate(basic("braze:shared-1"), null)).contains(BRAZE);
        assertThat(shared.authenticate(basic("ops:shared-1"), null)).contains(OPS);
        assertThat(shared.authenticate(basic(":shared-1"), null)).isEmpty();
        assertThat(shared.authenticate("Bearer shared-1", null)).isEmpty();
        assertThat(shared.authenticate(null, "shared-1")).isEmpty();
        assertThat(shared.authenticate("Bearer mine", null)).contains(BRAZE);
    }

    @Test
    void refusesTwoClientsOfOneName() {
        Client other = new Client("Braze", Set.of(Role.ADMIN));
        assertThatThrownBy(() -> Authenticator.of(Map.of(BRAZE, List.of("one"), other, List.of("two"))))
                .hasMessage("The client 'braze' is configured twice");
    }

    @Test
    void refusalNeverQuotesTheSecret() {
        assertThatThrownBy(() -> Authenticator.of(Map.of(BRAZE, List.of("sha256:tell-nobody"))))
                .hasMessageNotContaining("tell-nobody")
                .hasNoCause();
        assertThatThrownBy(() -> Authenticator.of(Map.of(BRAZE, List.of("tell-nobody".repeat(50)))))
                .hasMessageNotContaining("tell-nobody");
    }

    @Test
    void givesNoSecretAndNoDigestAway() {
        assertThat(authenticator + " " + authenticator.clients() + " "
                        + authenticator.authenticate(null, "new-braze-secret"))
                .doesNotContain("secret")
                .doesNotContain(sha256("new-braze-secret").substring(0, 8));
    }

    @Test
    void manyThreadsShareIt() {
        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .filter(i -> authenticator
                                .authenticate(null, i % 2 == 0 ? "new-braze-secret" : "wrong-" + i)
                                .isPresent())
                        .count())
                .isEqualTo(10_000);
    }

    private static void assertRefused(List<String> secrets, String... sentence) {
        assertThatThrownBy(() -> Authenticator.of(Map.of(BRAZE, secrets)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(sentence);
    }

    private static String basic(String pair) {
        return "Basic " + base64(pair);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
