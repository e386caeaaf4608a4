package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendSettingsTest {

    @Test
    void withoutAnySettingTheDemoIsSentTo() {
        var settings = SendSettings.read(name -> null, Map.of(), 42);

        assertThat(settings.proxy()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.braze()).isEqualTo(new SendSettings.Credential("braze", "demo"));
        assertThat(settings.duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.seed()).isEqualTo(42);
        assertThat(settings.simulator()).isEmpty();
        assertThat(settings.recipientsFile()).isEmpty();
    }

    @Test
    void aPropertyComesBeforeAVariable() {
        var environment = Map.of("LOADTEST_PROXY_URL", "https://of.environment", "LOADTEST_WARM", "0.5");

        var settings = SendSettings.read(Map.of("proxy.url", "https://of.property/")::get, environment, 0);

        assertThat(settings.proxy()).isEqualTo(URI.create("https://of.property"));
        assertThat(settings.warm()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy.url | localhost:8080 | must be a URL",
                "proxy.url | https://a b | must be a URL",
                "proxy.url | https://a/?b=c | without a query",
                "client | '' | must not be empty",
                "recipients | 0 | from 1 to 10,000,000",
                "recipients | many | must be a whole number",
                "minutes | 0 | must be a number from 0.05 to 1440",
                "minutes | -1 | must be a number",
                "ramp | 60s | must be shorter than the send",
                "spread | 5 | must be a duration",
                "spread | 120s | no longer than the send",
                "cultures | fr | must be a list of said:expected=parts",
                "cultures | fr=0 | must be a list",
                "cultures | fr:=1 | must be a list",
                "simplified | 1.1 | must be a number from 0 to 1",
                "get | x | must be a number from 0 to 1",
                "limit | 1001 | from 0 to 1,000",
                "retry | yes | must be true or false",
                "keep.connections | 1 | must be true or false",
                "seed | -1 | must be a whole number",
                "warm | 2 | must be a number from 0 to 1",
                "prewarm.ttl | x | must be a duration",
                "prewarm.timeout | 1d | must be a duration",
                "simulator.url | ftp://x | must be a URL",
                "sessionm.rate | 50 | must be 0 without simulator.url",
                "sessionm.extra | x | must be a number",
                "in.time | 101 | must be a number from 0 to 100",
                "hits.p99 | 0 | from 1 to 2,000",
            })
    void whatCannotBeIsRefusedWithASentence(String property, String value, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sends.with(property, value))
                .withMessageStartingWith(property + " (LOADTEST_")
                .withMessageContaining(sentence)
                .withMessageEndingWith("'" + value + "'.");
    }

    @Test
    void whatIsWarmMustStayWarm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sends.with("warm", "0.9", "minutes", "11"))
                .withMessageContaining("prewarm.ttl")
                .withMessageContaining("as long as the send takes");
    }

    @Test
    void noSecretIsInItsText() {
        assertThat(Sends.with("secret", "hush", "admin.secret", "hush").toString())
                .doesNotContain("hush");
    }
}
