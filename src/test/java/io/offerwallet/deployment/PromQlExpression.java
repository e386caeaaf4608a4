package io.offerwallet.deployment;

import io.offerwallet.deployment.PromQlSelector.Condition;
import io.offerwallet.deployment.PromQlTokens.Kind;
import io.offerwallet.deployment.PromQlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a PromQL expression selects. It reads the part of the language that rules and dashboard are written in, and
 * refuses the rest, so that nothing is overlooked: metrics without a name, subqueries, {@code @}, {@code label_replace}
 * and other functions that aren't listed here. Precedence is left out, because it selects nothing.
 *
 * @param selectors in the order in which they are written
 * @param labels those that its result has; empty if they are those of the metric
 */
public record PromQlExpression(List<PromQlSelector> selectors, Optional<Set<String>> labels) {

    private static final Set<String> AGGREGATIONS =
            Set.of("sum", "avg", "min", "max", "count", "stddev", "topk", "bottomk", "quantile");

    /** None of them changes labels but {@code histogram_quantile}, which takes {@code le}. */
    private static final Set<String> FUNCTIONS = Set.of(
            "absent",
            "abs",
            "avg_over_time",
            "changes",
            "clamp_max",
            "clamp_min",
            "count_over_time",
            "delta",
            "histogram_quantile",
            "increase",
            "irate",
            "max_over_time",
            "min_over_time",
            "rate",
            "scalar",
            "sum_over_time",
            "time",
            "vector");

    private static final Set<String> OPERATORS = Set.of("+", "-", "*", "/", "%", "^", "==", "!=", ">", "<", ">=", "<=");
    private static final Set<String> SET_OPERATORS = Set.of("and", "or", "unless");
    private static final Set<String> CONDITIONS = Set.of("=", "!=", "=~", "!~");
    private static final Set<String> GROUPINGS = Set.of("by", "without");
    private static final Set<String> JOINS = Set.of("on", "ignoring", "group_left", "group_right");

    public PromQlExpression {
        selectors = List.copyOf(selectors);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if any of it isn't understood
     */
    public static PromQlExpression of(String text) {
        PromQlTokens tokens = new PromQlTokens(text);
        PromQlExpression expression = operation(tokens);
        tokens.take(Kind.END);
        return expression;
    }

    private static PromQlExpression operation(PromQlTokens tokens) {
        PromQlExpression left = operand(tokens);
        while (isOperator(tokens.peek())) {
            tokens.take();
            if (isName(tokens, Set.of("bool"))) {
                tokens.take();
            }
            Set<String> joined = new TreeSet<>();
            while (isName(tokens, JOINS)) {
                tokens.take();
                joined.addAll(tokens.isNext("(") ? labels(tokens) : Set.of());
            }
            left = left.and(operand(tokens)).within(joined);
        }
        return left;
    }

    private static PromQlExpression operand(PromQlTokens tokens) {
        if (tokens.takeIf("-") || tokens.takeIf("+")) {
            return operand(tokens);
        }
        PromQlExpression operand = withoutTime(tokens);
        if (tokens.takeIf("[")) {
            tokens.take(Kind.DURATION);
            tokens.take("]");
        }
        if (isName(tokens, Set.of("offset"))) {
            tokens.take();
            tokens.take(Kind.DURATION);
        }
        return operand;
    }

    private static PromQlExpression withoutTime(PromQlTokens tokens) {
        Token token = tokens.peek();
        if (token.kind() == Kind.NUMBER) {
            tokens.take();
            return new PromQlExpression(List.of(), Optional.of(Set.of()));
        }
        if (tokens.takeIf("(")) {
            PromQlExpression inner = operation(tokens);
            tokens.take(")");
            return inner;
        }
        String name = tokens.take(Kind.NAME).text();
        if (AGGREGATIONS.contains(name)) {
            return aggregation(tokens);
        }
        if (tokens.isNext("(")) {
            if (!FUNCTIONS.contains(name)) {
                throw tokens.notUnderstood(token.at());
            }
            PromQlExpression arguments = arguments(tokens);
            return name.equals("histogram_quantile") ? arguments.withoutLabel("le") : arguments;
        }
        if (isOperator(token) || GROUPINGS.contains(name) || JOINS.contains(name)) {
            throw tokens.notUnderstood(token.at());
        }
        return new PromQlExpression(List.of(new PromQlSelector(name, conditions(tokens), Set.of())), Optional.empty());
    }

    private static PromQlExpression aggregation(PromQlTokens tokens) {
        Set<String> by = new TreeSet<>();
        boolean without = grouping(tokens, by);
        PromQlExpression inner = arguments(tokens);
        without |= grouping(tokens, by);
        PromQlExpression needed = inner.within(by);
        return new PromQlExpression(needed.selectors(), without ? inner.labels() : Optional.of(by));
    }

    /** Whether it is those labels that are taken away. */
    private static boolean grouping(PromQlTokens tokens, Set<String> into) {
        if (!isName(tokens, GROUPINGS)) {
            return false;
        }
        boolean without = tokens.take().text().equals("without");
        into.addAll(labels(tokens));
        return without;
    }

    private static PromQlExpression arguments(PromQlTokens tokens) {
        PromQlExpression all = new PromQlExpression(List.of(), Optional.of(Set.of()));
        tokens.take("(");
        while (!tokens.takeIf(")")) {
            PromQlExpression argument = operation(tokens);
            // What has no selector is a number, and says nothing of labels.
            Optional<Set<String>> labels = argument.selectors().isEmpty() ? all.labels() : argument.labels();
            all = new PromQlExpression(all.and(argument).selectors(), labels);
            if (!tokens.isNext(")")) {
                tokens.take(",");
            }
        }
        return all;
    }

    private static List<Condition> conditions(PromQlTokens tokens) {
        List<Condition> conditions = new ArrayList<>();
        if (!tokens.takeIf("{")) {
            return conditions;
        }
        while (!tokens.takeIf("}")) {
            String label = tokens.take(Kind.NAME).text();
            Token operator = tokens.take(Kind.SYMBOL);
            if (!CONDITIONS.contains(operator.text())) {
                throw tokens.notUnderstood(operator.at());
            }
            conditions.add(
                    new Condition(label, operator.text(), tokens.take(Kind.TEXT).text()));
            if (!tokens.isNext("}")) {
                tokens.take(",");
            }
        }
        return conditions;
    }

    private static Set<String> labels(PromQlTokens tokens) {
        Set<String> labels = new TreeSet<>();
        tokens.take("(");
        while (!tokens.takeIf(")")) {
            labels.add(tokens.take(Kind.NAME).text());
            if (!tokens.isNext(")")) {
                tokens.take(",");
            }
        }
        return labels;
    }

    private static boolean isOperator(Token token) {
        return (token.kind() == Kind.SYMBOL && OPERATORS.contains(token.text()))
                || (token.kind() == Kind.NAME && SET_OPERATORS.contains(token.text()));
    }

    private static boolean isName(PromQlTokens tokens, Set<String> names) {
        return tokens.peek().kind() == Kind.NAME && names.contains(tokens.peek().text());
    }

    private PromQlExpression and(PromQlExpression other) {
        List<PromQlSelector> both = new ArrayList<>(selectors);
        both.addAll(other.selectors());
        return new PromQlExpression(both, selectors.isEmpty() ? other.labels() : labels);
    }

    private PromQlExpression within(Set<String> needed) {
        return new PromQlExpression(
                selectors.stream().map(selector -> selector.within(needed)).toList(), labels);
    }

    private PromQlExpression withoutLabel(String label) {
        return new PromQlExpression(selectors, labels.map(all -> {
            Set<String> others = new TreeSet<>(all);
            others.remove(label);
            return others;
        }));
    }
}
