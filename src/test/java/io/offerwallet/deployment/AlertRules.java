package io.offerwallet.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rules that Prometheus is given, as they are in {@code deployment/observability/rules.yaml}. */
public final class AlertRules {

    static final Path FILE = Path.of("deployment", "observability", "rules.yaml");

    private static final YAMLMapper YAML = new YAMLMapper();

    private AlertRules() {}

    /**
     * One of them.
     *
     * @param record what its result is stored as; empty in an alert
     * @param alert the alert's name; empty in what is recorded
     * @param waits how long it must hold before the alert is raised; empty if nothing is said
     */
    public record Rule(
            String record,
            String alert,
            String text,
            String waits,
            Map<String, String> labels,
            Map<String, String> annotations) {

        /** What is calculated. */
        public PromQlExpression expression() {
            return PromQlExpression.of(text);
        }

        @Override
        public String toString() {
            return record + alert;
        }
    }

    /** All of them, in the order in which they are evaluated. */
    public static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode group : groups().required("groups")) {
            for (JsonNode rule : group.required("rules")) {
                rules.add(new Rule(
                        rule.path("record").asText(),
                        rule.path("alert").asText(),
                        rule.required("expr").asText(),
                        rule.path("for").asText(),
                        texts(rule.path("labels")),
                        texts(rule.path("annotations"))));
            }
        }
        return List.copyOf(rules);
    }

    /** Those that raise alerts. */
    public static List<Rule> alerts() {
        return all().stream().filter(rule -> !rule.alert().isEmpty()).toList();
    }

    /** What is recorded under this name; empty if nothing is. */
    public static Optional<Rule> recorded(String name) {
        return all().stream()
                .filter(rule -> !rule.record().isEmpty() && rule.record().equals(name))
                .findFirst();
    }

    /** The manifest that holds them. */
    static JsonNode manifest() {
        return yaml(FILE);
    }

    /** Writes the rules as Prometheus' own tools want them, without the operator's manifest around them. */
    static void writeGroups(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            YAML.writeValue(file.toFile(), groups());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static JsonNode yaml(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode groups() {
        return manifest().required("spec");
    }

    private static Map<String, String> texts(JsonNode of) {
        Map<String, String> texts = new TreeMap<>();
        of.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
