package io.offerwallet.deployment;

import io.offerwallet.deployment.PromQlSelector.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process tells Prometheus: each metric's samples, with their labels. */
public final class ExposedMetrics {

    /** What Prometheus itself adds to everything. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "namespace", "pod", "instance");

    /** The one metric that Prometheus makes by itself. */
    private static final String UP = "up";

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    private final Map<String, Map<Map<String, String>, Double>> samples = new HashMap<>();

    /**
     * Of the answers to scrapes of several processes; samples with the same labels are added up.
     *
     * @throws IllegalArgumentException if there is a line that is none of the format's
     */
    public static ExposedMetrics of(String... scrapes) {
        ExposedMetrics metrics = new ExposedMetrics();
        for (String scrape : scrapes) {
            scrape.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(metrics::add);
        }
        return metrics;
    }

    private void add(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException("No sample: " + line);
        }
        samples.computeIfAbsent(sample.group(1), any -> new LinkedHashMap<>())
                .merge(labels(sample.group(2) == null ? "" : sample.group(2)), value(sample.group(3)), Double::sum);
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find(end) && label.start() == end) {
            labels.put(label.group(1), label.group(2));
            end = label.end();
            if (end == text.length()) {
                break;
            }
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("No labels: " + text);
        }
        return labels;
    }

    /** What the selector asks for and isn't there; empty if all is. */
    public List<String> missing(PromQlSelector selector) {
        if (selector.metric().equals(UP)) {
            return missingOfTarget(selector);
        }
        Map<Map<String, String>, Double> given = samples.get(selector.metric());
        if (given == null) {
            return List.of(selector.metric() + " isn't exposed");
        }
        List<String> missing = new ArrayList<>();
        for (Condition condition : own(selector)) {
            for (Condition one : condition.named()) {
                if (given.keySet().stream().noneMatch(labels -> meet(labels, one))) {
                    missing.add(selector.metric() + " has no " + one);
                }
            }
        }
        for (String label : selector.alsoBy()) {
            if (!OF_THE_TARGET.contains(label) && given.keySet().stream().noneMatch(has -> has.containsKey(label))) {
                missing.add(selector.metric() + " has no label " + label);
            }
        }
        if (missing.isEmpty() && selected(selector).isEmpty()) {
            missing.add(selector.metric() + " has no sample with all of " + own(selector));
        }
        return missing;
    }

    /** Of a counter: what the selector names and that hasn't grown since then. */
    public List<String> still(PromQlSelector selector, ExposedMetrics before) {
        Set<String> still = new LinkedHashSet<>();
        if (sum(selected(selector)) <= sum(before.selected(selector))) {
            still.add(selector.metric() + own(selector));
        }
        for (Condition condition : own(selector)) {
            for (Condition value : condition.named()) {
                PromQlSelector one = new PromQlSelector(selector.metric(), List.of(value), selector.alsoBy());
                if (sum(selected(one)) <= sum(before.selected(one))) {
                    still.add(one.metric() + own(one));
                }
            }
        }
        return List.copyOf(still);
    }

    /** The labels of a metric, besides those of the target. */
    public Set<String> labelsOf(String metric) {
        Set<String> labels = new TreeSet<>();
        samples.getOrDefault(metric, Map.of()).keySet().forEach(of -> labels.addAll(of.keySet()));
        return labels;
    }

    static boolean isOfTheTarget(String label) {
        return OF_THE_TARGET.contains(label);
    }

    private Map<Map<String, String>, Double> selected(PromQlSelector selector) {
        Map<Map<String, String>, Double> selected = new LinkedHashMap<>();
        samples.getOrDefault(selector.metric(), Map.of()).forEach((labels, value) -> {
            if (own(selector).stream()
                    .allMatch(condition -> condition.isMetBy(labels.getOrDefault(condition.label(), "")))) {
                selected.put(labels, value);
            }
        });
        return selected;
    }

    private static double sum(Map<Map<String, String>, Double> of) {
        return of.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static List<Condition> own(PromQlSelector selector) {
        return selector.conditions().stream()
                .filter(condition -> !OF_THE_TARGET.contains(condition.label()))
                .toList();
    }

    private static List<String> missingOfTarget(PromQlSelector selector) {
        Set<String> named = new TreeSet<>(selector.alsoBy());
        selector.conditions().forEach(condition -> named.add(condition.label()));
        named.removeAll(OF_THE_TARGET);
        return named.stream().map(label -> UP + " has no label " + label).toList();
    }

    private static boolean meet(Map<String, String> labels, Condition condition) {
        return labels.containsKey(condition.label()) && condition.isMetBy(labels.getOrDefault(condition.label(), ""));
    }
}
