package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offerwallet.deployment.PromQlSelector.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of PromQL, and that nothing is passed over in silence. */
class PromQlExpressionTest {

    @Test
    void metricAndConditionsAreRead() {
        assertThat(PromQlExpression.of("a_total{b=\"c\", d!=\"e\",f=~'g|h', i!~\"j\\\\{\",}")
                        .selectors())
                .containsExactly(new PromQlSelector(
                        "a_total",
                        List.of(
                                new Condition("b", "=", "c"),
                                new Condition("d", "!=", "e"),
                                new Condition("f", "=~", "g|h"),
                                new Condition("i", "!~", "j\\{")),
                        Set.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    a + b * -c;                                             a b c
                    a and b or c unless d;                                  a b c d
                    (a > 1.5e3) == bool 2 and b;                            a b
                    avg_over_time(x:y:rate5m[1h] offset 1d) / 0.005;        x:y:rate5m
                    histogram_quantile(0.99, sum by (le) (rate(a[1h30m]))); a
                    clamp_min(sum(a) - (sum(b) or vector(0)), 0);           a b
                    a # and b;                                              a
                    time() - a;                                             a
                    count(a) without (b) > 0;                               a
                    """)
    void everyMetricIsFound(String expression, String metrics) {
        assertThat(PromQlExpression.of(expression).selectors().stream().map(PromQlSelector::metric))
                .containsExactly(metrics.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    sum by (b, c) (a);                    b c
                    sum(a) by (b);                        b
                    sum by (b) (max without (c) (a));     b c
                    a * on (b) group_left (c) a;          b c
                    sum by (b) (rate(a[5m]) / rate(a[1m])); b
                    """)
    void whatIsGroupedOrJoinedByIsNeeded(String expression, String labels) {
        assertThat(PromQlExpression.of(expression).selectors())
                .isNotEmpty()
                .allSatisfy(selector -> assertThat(selector.alsoBy()).containsExactlyInAnyOrder(labels.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    sum by (b, c) (rate(a[5m])) > 0;                       b c
                    sum(a) / sum(b);                                       ''
                    2 * sum by (b) (a);                                    b
                    histogram_quantile(0.5, sum by (le, b) (rate(a[5m]))); b
                    """)
    void labelsOfTheResultAreKnown(String expression, String labels) {
        assertThat(PromQlExpression.of(expression).labels())
                .isEqualTo(Optional.of(labels.isEmpty() ? Set.of() : Set.of(labels.split(" ", -1))));
    }

    @Test
    void withoutAnAggregationTheResultHasTheLabelsOfTheMetric() {
        assertThat(PromQlExpression.of("rate(a{b=\"c\"}[5m]) > 0").labels()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a +",
                "a{b}",
                "a{b=c}",
                "a{b=\"c\"",
                "a{b>\"c\"}",
                "a{b=\"\\d\"}",
                "a[5m",
                "a[5]",
                "a[5x]",
                "a[5m:1m]",
                "a @ 5",
                "{__name__=\"a\"}",
                "unheard_of(a)",
                "label_replace(a, \"b\", \"$1\", \"c\", \"(.*)\")",
                "sum by b (a)",
                "sum by (b) a",
                "by (a)",
                "$a",
                "a{b=\"c\"} \u00e9",
                "5m + a",
                "1.2.3 + a",
            })
    void whatIsNotUnderstoodIsRefused(String expression) {
        assertThatThrownBy(() -> PromQlExpression.of(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachAlternativeOfAConditionIsAValueOfItsOwn() {
        Condition condition = new Condition("a", "=~", "x|y(1|2)|/v1/\\{id\\}|[|]");
        assertThat(condition.named().stream().map(Condition::value))
                .containsExactly("x", "y(1|2)", "/v1/\\{id\\}", "[|]");
        assertThat(List.of("x", "y2", "/v1/{id}", "|")).allMatch(condition::isMetBy);
        assertThat(List.of("", "y", "xx")).noneMatch(condition::isMetBy);
    }
}
