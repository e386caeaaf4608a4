package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as exposed; {@code AlertsIT} asks it of a running proxy. */
class ExposedMetricsTest {

    private static final String BEFORE = """
            # HELP calls_total Calls, by how they ended
            # TYPE calls_total counter
            calls_total{outcome="ok",route="/v1/{id}"} 2.0
            calls_total{outcome="failed",route="/v1/{id}"} 0.0
            calls_total{outcome="ok",route="/v2"} 0
            waiting 1.5E1
            empty NaN
            """;
    private static final String AFTER = BEFORE.replace("2.0", "3.0");

    private final ExposedMetrics metrics = ExposedMetrics.of(AFTER);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "calls_total",
                "waiting{job='proxy', pod=~'.+'}",
                "sum by (namespace) (up{job='proxy'})",
                "calls_total{outcome='ok'}",
                "calls_total{outcome=~'ok|failed', route!='/v2'}",
                "calls_total{route=~'/v1/\\\\{id\\\\}|/v2'}",
                "calls_total{route=~'/v.*'}",
                "sum by (outcome, pod) (calls_total)",
            })
    void whatIsThereIsNotMissed(String expression) {
        assertThat(missing(expression)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    calls;                                  calls isn't exposed
                    calls_total{outcome='late'};            calls_total has no outcome="late"
                    calls_total{outcome!='late'};           calls_total has no outcome="late"
                    calls_total{outcome=~'ok|late'};        calls_total has no outcome=~"late"
                    calls_total{result='ok'};               calls_total has no result="ok"
                    calls_total{result=~'.*'};              calls_total has no result=~".*"
                    sum by (result) (calls_total);          calls_total has no label result
                    sum by (outcome) (up);                  up has no label outcome
                    up{outcome='ok'};                       up has no label outcome
                    """)
    void whatIsNotThereIsNamed(String expression, String missing) {
        assertThat(missing(expression)).containsExactly(missing);
    }

    @Test
    void valuesThatNeverComeTogetherSelectNothing() {
        assertThat(missing("calls_total{outcome='failed', route='/v2'}"))
                .singleElement()
                .asString()
                .startsWith("calls_total has no sample with all of ");
    }

    @Test
    void whatHasNotGrownIsNamed() {
        ExposedMetrics before = ExposedMetrics.of(BEFORE);
        assertThat(metrics.still(selector("calls_total"), before)).isEmpty();
        assertThat(metrics.still(selector("calls_total{outcome='ok'}"), before)).isEmpty();
        assertThat(metrics.still(selector("calls_total{outcome=~'ok|failed'}"), before))
                .as("each value by itself")
                .hasSize(1);
        assertThat(metrics.still(selector("calls_total{outcome='failed'}"), before))
                .isNotEmpty();
        assertThat(metrics.still(selector("calls_total"), metrics)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls_total{outcome=ok} 1", "calls_total", "calls_total one", "{a=\"b\"} 1"})
    void whatIsNoSampleIsRefused(String line) {
        assertThatThrownBy(() -> ExposedMetrics.of(line)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> missing(String expression) {
        return metrics.missing(selector(expression));
    }

    private static PromQlSelector selector(String expression) {
        return PromQlExpression.of(expression).selectors().get(0);
    }
}
