package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.deployment.DashboardPanels.Query;
import io.offerwallet.deployment.PromQlSelector.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the dashboard can be read, and put into any Grafana. */
class DashboardTest {

    private static final String DATA_SOURCE = "${datasource}";
    private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final int WIDTH = 24;

    static List<JsonNode> panels() {
        return DashboardPanels.panels();
    }

    static List<Query> queries() {
        return DashboardPanels.queries();
    }

    @Test
    void itHasNothingOfOneGrafana() {
        JsonNode dashboard = DashboardPanels.json();
        assertThat(dashboard.has("id")).isFalse();
        assertThat(dashboard.has("uid")).isFalse();
        assertThat(dashboard.findValues("uid")).isNotEmpty().allMatch(uid -> uid.asText()
                .equals(DATA_SOURCE));
        assertThat(dashboard
                        .required("templating")
                        .required("list")
                        .get(0)
                        .required("type")
                        .asText())
                .isEqualTo("datasource");
        assertThat(dashboard.required("schemaVersion").intValue()).isBetween(39, 41);
        assertThat(dashboard.required("title").asText()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void everyPanelSaysWhatItShows(JsonNode panel) {
        assertThat(panel.required("title").asText()).isNotBlank();
        assertThat(panel.required("description").asText()).endsWith(".");
        JsonNode defaults = panel.required("fieldConfig").required("defaults");
        assertThat(defaults.required("unit").asText()).isNotBlank();
        assertThat(defaults.required("thresholds").required("steps").isEmpty()).isFalse();
        assertThat(panel.required("datasource").required("uid").asText()).isEqualTo(DATA_SOURCE);
        assertThat(panel.required("targets").isEmpty()).isFalse();
    }

    @Test
    void everyPanelThatTheRunbookNamesIsThere() throws IOException {
        String runbook = Files.readString(AlertRulesTest.RUNBOOK)
                .split("\n## Alerts\n", -1)[1]
                .split("\n## ", -1)[0];
        List<String> named = QUOTED.matcher(runbook.replaceAll("`[^`]*`", "").replace('\n', ' '))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(named).isNotEmpty();
        assertThat(panels().stream().map(panel -> panel.required("title").asText()))
                .containsAll(named);
    }

    @Test
    void panelsLieBesideEachOtherInRows() {
        List<JsonNode> all = new ArrayList<>();
        DashboardPanels.json().required("panels").forEach(all::add);
        assertThat(all.get(0).required("type").asText()).isEqualTo("row");
        assertThat(all.stream().map(panel -> panel.required("id").intValue())).doesNotHaveDuplicates();
        assertThat(panels().stream().map(panel -> panel.required("title").asText()))
                .doesNotHaveDuplicates();
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : all) {
            JsonNode at = panel.required("gridPos");
            int right = at.required("x").intValue() + at.required("w").intValue();
            assertThat(right).isLessThanOrEqualTo(WIDTH);
            for (int x = at.required("x").intValue(); x < right; x++) {
                for (int y = 0; y < at.required("h").intValue(); y++) {
                    assertThat(taken.add(List.of(x, at.required("y").intValue() + y)))
                            .as("the place of %s", panel.required("title"))
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryIsOfTheProxyInTheChosenNamespaces(Query query) {
        assertThat(query.expression().selectors()).isNotEmpty().allSatisfy(selector -> assertThat(selector.conditions())
                .contains(new Condition("job", "=", "offer-wallet-proxy")));
        if (!query.panel().equals("namespace")) {
            assertThat(query.expression().selectors()).allSatisfy(selector -> assertThat(selector.conditions())
                    .contains(new Condition("namespace", "=~", ".*")));
        }
    }

    /** A panel shows series by name; one that its name doesn't tell from another can't be read. */
    @ParameterizedTest
    @MethodSource("queries")
    void theLegendNamesWhatSeriesDifferIn(Query query) {
        if (!query.panel().equals("namespace")) {
            Set<String> named = new TreeSet<>();
            IN_LEGEND.matcher(query.legend()).results().forEach(label -> named.add(label.group(1)));
            assertThat(query.legend()).isNotBlank();
            assertThat(query.expression().labels()).hasValue(named);
        }
    }
}
