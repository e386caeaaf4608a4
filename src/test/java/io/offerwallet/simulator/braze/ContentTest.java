package io.offerwallet.simulator.braze;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentTest {

    @Test
    void anObjectKeepsItsValuesAndTellsTheStatus() {
        assertThat(Content.of(answer(200, "{\"a\":[1,\"x\",true,null],\"b\":{\"c\":2}}")))
                .isEqualTo(Map.of(
                        "a", Arrays.asList(1, "x", true, null), "b", Map.of("c", 2), "__http_status_code__", 200));
    }

    @Test
    void numbersPrintAsInRuby() {
        assertThat(Content.of(answer(200, "[1.50,12345678.0,3.0,90071992547409935669]")))
                .isEqualTo(List.of(
                        new BigDecimal("1.5"),
                        new BigDecimal("12345678.0"),
                        new BigDecimal("3.0"),
                        new BigInteger("90071992547409935669")));
    }

    @Test
    void whatIsntJsonIsText() {
        assertThat(Content.of(answer(200, "{\"a\":1} and more"))).isEqualTo("{\"a\":1} and more");
    }

    @Test
    void nothingIsNothing() {
        assertThat(Content.of(answer(200, ""))).isNull();
    }

    @Test
    void ofWhatIsntGoodThereIsTheStatusAlone() {
        assertThat(Content.of(answer(404, "{\"a\":1}"))).isEqualTo(Map.of("__http_status_code__", 404));
        assertThat(Content.of(Answer.NONE)).isEqualTo(Map.of("__http_status_code__", 599));
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, body, Call.Origin.HOST);
    }
}
