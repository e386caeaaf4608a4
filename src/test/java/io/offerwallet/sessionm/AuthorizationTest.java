package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Basic dXNlcjpwdw==,Basic dXNlcjpwdw==",
                "dXNlcjpwdw==,Basic dXNlcjpwdw==",
                "dXNlcjpwdw,Basic dXNlcjpwdw",
                "basic dXNlcjpwdw==,Basic dXNlcjpwdw==",
                "BASIC dXNlcjpwdw==,Basic dXNlcjpwdw==",
                "Basic   dXNlcjpwdw==,Basic dXNlcjpwdw==",
                "  Basic dXNlcjpwdw==  ,Basic dXNlcjpwdw==",
                "' dXNlcjpwdw==\n',Basic dXNlcjpwdw==",
                "Bearer abc.def,Bearer abc.def",
                "' Bearer abc.def\n',Bearer abc.def",
                "Basically,Basic Basically",
            })
    void understandsTheHeaderAndTheBareCredential(String configured, String header) {
        assertThat(Authorization.of(configured).headerValue()).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void refusesNothing(String configured) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authorization.of(configured))
                .withMessageContaining("must not be empty");
    }

    /** "Basic" alone is what is left when the variable with the credential is not set. */
    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic ", "basic\t"})
    void refusesASchemeWithoutACredential(String configured) {
        assertThatIllegalArgumentException().isThrownBy(() -> Authorization.of(configured));
    }

    @Test
    void neverShowsTheCredential() {
        assertThat(Authorization.of("dXNlcjpwdw==")).hasToString("Authorization[basic, hidden]");
        assertThat(Authorization.of("Bearer abc.def")).hasToString("Authorization[bearer, hidden]");
    }
}
