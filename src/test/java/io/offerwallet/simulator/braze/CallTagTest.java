package io.offerwallet.simulator.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.offerwallet.simulator.braze.CallTag.Option;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTagTest {

    @Test
    void aUrlIsEnough() {
        assertThat(CallTag.parse(" https://host/a?b=c:d ")).isEqualTo(new CallTag("https://host/a?b=c:d", Map.of()));
    }

    @Test
    void everyOptionIsFoundOverSeveralLines() {
        var tag = CallTag.parse("""

                https://host/wallets
                :method post
                :headers {
                  "Content-Type": "application/json",
                  "X-Odd": "} :save {"
                }
                :body {"user_id":"{{ __profile__['user_id'] }}", "n" :1}
                :basic_auth offer_wallet :auth_credentials other
                :content_type application/json
                :cache_max_age 900 :no_cache :retry
                :save wallet
                """);

        assertThat(tag.url()).isEqualTo("https://host/wallets");
        assertThat(tag.options()).containsOnlyKeys(Option.values());
        assertThat(tag.value(Option.METHOD)).hasValue("post");
        assertThat(tag.value(Option.HEADERS))
                .hasValueSatisfying(headers ->
                        assertThat(headers).startsWith("{").endsWith("}").contains("} :save {"));
        assertThat(tag.value(Option.BODY)).hasValue("{\"user_id\":\"{{ __profile__['user_id'] }}\", \"n\" :1}");
        assertThat(tag.value(Option.BASIC_AUTH)).hasValue("offer_wallet");
        assertThat(tag.value(Option.AUTH_CREDENTIALS)).hasValue("other");
        assertThat(tag.value(Option.CONTENT_TYPE)).hasValue("application/json");
        assertThat(tag.value(Option.CACHE_MAX_AGE)).hasValue("900");
        assertThat(tag.value(Option.SAVE)).hasValue("wallet");
    }

    @Test
    void outputsInAUrlMayHaveBlanksAndColons() {
        assertThat(CallTag.parse("https://host/{{ id | default: \"x :y\" }} :save wallet"))
                .isEqualTo(new CallTag("https://host/{{ id | default: \"x :y\" }}", Map.of(Option.SAVE, "wallet")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                              | no URL",
                ":save wallet                    | no URL",
                "https://host :sav wallet        | :sav",
                "https://host :save              | :save needs a value",
                "https://host :retry 3           | :retry takes no value",
                "https://host :save a :save b    | :save is given twice",
                "https://host :body a : b        | option without a name"
            })
    void whatMakesNoSenseIsRefused(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallTag.parse(" " + text))
                .withMessageContaining(reason);
    }
}
