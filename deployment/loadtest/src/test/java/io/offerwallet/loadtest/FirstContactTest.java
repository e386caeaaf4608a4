package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstContactTest {
    private static final String CALL = "GET /v1/wallets/nobody";

    private final StandIn proxy = new StandIn();

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void aProxyThatIsNotThereYetIsWaitedFor() {
        proxy.answering(CALL, 503, "").answering(CALL, 502, "").answering(CALL, 400, "{}");

        assertThatCode(() -> contact("1m").make()).doesNotThrowAnyException();

        assertThat(proxy.asked()).hasSize(3).allSatisfy(asked -> assertThat(asked.authorization())
                .isEqualTo("Basic YnJhemU6aHVzaA=="));
    }

    @Test
    void aRefusedCredentialIsToldAtOnceWithoutTheSecret() {
        proxy.answering(CALL, 401, "{}");

        assertThatThrownBy(() -> contact("1m").make())
                .hasMessageContaining("refuses the credential of braze with 401")
                .hasMessageNotContaining("hush");
        assertThat(proxy.asked()).hasSize(1);
    }

    @Test
    void whatIsNoProxyIsTold() {
        assertThatThrownBy(() -> contact("1m").make()).hasMessageContaining("answers 404");
    }

    @Test
    void whereNobodyAnswersItIsGivenUp() {
        var contact = contact("0s");
        proxy.close();

        assertThatThrownBy(contact::make).hasMessage("Nobody answers at " + proxy.url() + ".");
    }

    private FirstContact contact(String patience) {
        return new FirstContact(
                Sends.with("proxy.url", proxy.url(), "secret", "hush", "patience", patience), Duration.ZERO);
    }
}
