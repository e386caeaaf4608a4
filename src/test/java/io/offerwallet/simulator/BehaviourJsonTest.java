package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BehaviourJsonTest {
    private static final Behaviour START =
            new Behaviour(Duration.ofMillis(120), Duration.ofMillis(400), 0, 0, Fault.NONE, 1);

    @Test
    void whatIsLeftOutStaysAsItWas() throws JsonProcessingException {
        var changed = BehaviourJson.change(START, json("{\"error_rate\":0.25,\"rate_limit\":50}"));

        assertThat(changed)
                .isEqualTo(new Behaviour(Duration.ofMillis(120), Duration.ofMillis(400), 0.25, 50, Fault.NONE, 1));
        assertThat(BehaviourJson.change(START, json("{}"))).isEqualTo(START);
    }

    @Test
    void whatIsWrittenCanBeReadBack() throws JsonProcessingException {
        var other = new Behaviour(Duration.ZERO, Duration.ofMillis(7), 1, 9, Fault.SLOW_DRIP, 30);

        assertThat(BehaviourJson.change(START, BehaviourJson.write(other))).isEqualTo(other);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void faultsAreNamedInLowerCase(Fault fault) throws JsonProcessingException {
        var name = fault.jsonName();

        assertThat(name).matches("[a-z_]+");
        assertThat(BehaviourJson.change(START, json("{\"fault\":\"" + name + "\"}"))
                        .fault())
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"latency":5}                                  | unknown field "latency"
            {"latency_median_ms":-1}                       | latency_median_ms must be from 0 to 60000 and is -1
            {"latency_tail_ms":60001}                      | latency_tail_ms must be from 0 to 60000 and is 60001
            {"latency_median_ms":401}                      | latency_tail_ms (400) is below latency_median_ms (401)
            {"latency_median_ms":1.5}                      | latency_median_ms must be a whole number and is 1.5
            {"error_rate":1.01}                            | error_rate must be from 0 to 1 and is 1.01
            {"error_rate":"0.1"}                           | error_rate must be a number and is "0.1"
            {"rate_limit":-1}                              | rate_limit must be from 0 to 100000 and is -1
            {"rate_limit":null}                            | rate_limit must be a whole number and is null
            {"rate_limit":99999999999}                     | rate_limit must be a whole number
            {"fault":"OUTAGE"}                             | fault is not one of none, hold, outage
            {"fault":7}                                    | fault must be a string and is 7
            {"retry_after_seconds":3601}                   | retry_after_seconds must be from 0 to 3600 and is 3601
            """)
    void nonsenseIsRefusedByName(String changes, String sentence) {
        assertThatThrownBy(() -> BehaviourJson.change(START, json(changes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void errorRatesAreNumbers() {
        assertThatThrownBy(() -> new Behaviour(Duration.ZERO, Duration.ZERO, Double.NaN, 0, Fault.NONE, 1))
                .hasMessageContaining("error_rate");
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }
}
