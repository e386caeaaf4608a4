package io.offerwallet.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a PromQL expression asks a metric for.
 *
 * @param alsoBy labels that what is around it groups or joins by, so that the metric must have them too
 */
public record PromQlSelector(String metric, List<Condition> conditions, Set<String> alsoBy) {

    public PromQlSelector {
        conditions = List.copyOf(conditions);
        alsoBy = Set.copyOf(alsoBy);
    }

    /**
     * What a label's value must be.
     *
     * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
     */
    public record Condition(String label, String operator, String value) {

        /** Whether a value of the label meets it. */
        boolean isMetBy(String given) {
            return switch (operator) {
                case "=" -> given.equals(value);
                case "!=" -> !given.equals(value);
                case "=~" -> given.matches(value);
                default -> !given.matches(value);
            };
        }

        /** One condition for each of the values that it names; for every one there should be a value that meets it. */
        List<Condition> named() {
            if (operator.equals("=") || operator.equals("!=")) {
                return List.of(new Condition(label, "=", value));
            }
            return alternatives(value).stream()
                    .map(one -> new Condition(label, "=~", one))
                    .toList();
        }

        @Override
        public String toString() {
            return label + operator + '"' + value + '"';
        }

        /** What stands between bars that aren't within brackets. */
        private static List<String> alternatives(String pattern) {
            List<String> all = new ArrayList<>();
            int depth = 0;
            int start = 0;
            for (int i = 0; i < pattern.length(); i++) {
                switch (pattern.charAt(i)) {
                    case '\\' -> i++;
                    case '(', '[' -> depth++;
                    case ')', ']' -> depth--;
                    case '|' -> {
                        if (depth == 0) {
                            all.add(pattern.substring(start, i));
                            start = i + 1;
                        }
                    }
                    default -> {}
                }
            }
            all.add(pattern.substring(start));
            return all;
        }
    }

    PromQlSelector within(Set<String> labels) {
        Set<String> all = new TreeSet<>(alsoBy);
        all.addAll(labels);
        return new PromQlSelector(metric, conditions, all);
    }
}
