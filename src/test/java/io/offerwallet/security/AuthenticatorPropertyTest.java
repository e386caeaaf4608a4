package io.offerwallet.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AuthenticatorPropertyTest {
    private static final Client BRAZE = new Client("braze", Set.of(Role.WALLET));

    private final Authenticator authenticator =
            Authenticator.of(Map.of(BRAZE, List.of("5b1c0d3e9f", "sha256:" + "0f".repeat(32))));

    @Property
    void noRandomStringAuthenticates(@ForAll("headers") String authorization, @ForAll("headers") String apiKey) {
        assertThat(authenticator.authenticate(authorization, null)).isEmpty();
        assertThat(authenticator.authenticate(null, apiKey)).isEmpty();
        assertThat(authenticator.authenticate(authorization, apiKey)).isEmpty();
    }

    @Property
    void everySecretAuthenticatesItsClientInEveryWay(@ForAll("secrets") String secret) {
        Authenticator one = Authenticator.of(Map.of(BRAZE, List.of(secret)));
        String pair = Base64.getEncoder().encodeToString(("braze:" + secret).getBytes(UTF_8));
        assertThat(one.authenticate("Basic " + pair, null)).contains(BRAZE);
        assertThat(one.authenticate("Bearer " + secret, null)).contains(BRAZE);
        assertThat(one.authenticate("Bearer " + secret, secret)).contains(BRAZE);
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> text = Arbitraries.strings().all().ofMaxLength(1200);
        Arbitrary<String> base64 = text.map(s -> Base64.getEncoder().encodeToString(s.getBytes(UTF_8)));
        Arbitrary<String> named = text.map(s -> Base64.getEncoder().encodeToString(("braze:" + s).getBytes(UTF_8)));
        return Arbitraries.oneOf(
                text,
                text.map("Bearer "::concat),
                text.map("Basic "::concat),
                base64.map("Basic "::concat),
                named.map("Basic "::concat));
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .withChars('é', 'ß', '中')
                .ofMinLength(1)
                .ofMaxLength(170)
                .filter(s -> !s.startsWith("sha256:"));
    }
}
