package io.offerwallet.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Grafana dashboard, as it is in {@code deployment/observability/dashboard.json}. */
public final class DashboardPanels {

    static final Path FILE = Path.of("deployment", "observability", "dashboard.json");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

    private DashboardPanels() {}

    /**
     * A query of a panel, or of the choices above the panels.
     *
     * @param panel the title of the panel, or the name of the choice
     * @param text with nothing of Grafana's in it
     * @param legend the pattern of its legend
     */
    public record Query(String panel, String text, String legend) {

        /** What is asked. */
        public PromQlExpression expression() {
            return PromQlExpression.of(text);
        }

        @Override
        public String toString() {
            return panel + ": " + text;
        }
    }

    /** Every query that it makes. */
    public static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.required("targets")) {
                queries.add(new Query(
                        panel.required("title").asText(),
                        asPrometheusIsAsked(target.required("expr").asText()),
                        target.required("legendFormat").asText()));
            }
        }
        for (JsonNode choice : json().required("templating").required("list")) {
            if (choice.required("type").asText().equals("query")) {
                queries.add(choices(choice));
            }
        }
        return List.copyOf(queries);
    }

    /** Its panels, without the rows that they stand in. */
    static List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode panel : json().required("panels")) {
            if (!panel.required("type").asText().equals("row")) {
                panels.add(panel);
            }
        }
        return List.copyOf(panels);
    }

    static JsonNode json() {
        try {
            return JSON.readTree(FILE.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The values of a label; as PromQL has it, a grouping by it. */
    private static Query choices(JsonNode choice) {
        String text = choice.required("query").required("query").asText();
        Matcher values = LABEL_VALUES.matcher(text);
        if (!values.matches()) {
            throw new IllegalArgumentException("Not understood: " + text);
        }
        return new Query(
                choice.required("name").asText(), "count by (%s) (%s)".formatted(values.group(2), values.group(1)), "");
    }

    private static String asPrometheusIsAsked(String query) {
        return query.replace("$__rate_interval", "5m").replace("$namespace", ".*");
    }
}
