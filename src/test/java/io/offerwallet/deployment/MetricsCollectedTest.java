package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That metrics are fetched where they are, with the labels by which rules and dashboard select. */
class MetricsCollectedTest {

    private static final Path DIRECTORY = AlertRules.FILE.resolveSibling(".");
    private static final String NAME = "app.kubernetes.io/name";
    private static final String PROXY = "offer-wallet-proxy";
    private static final String METRICS = "/q/metrics";

    /** Braze's minute must have several samples. */
    private static final String INTERVAL = "15s";

    @Test
    void theOperatorIsToldWhereTheyAre() {
        JsonNode monitor = read("servicemonitor.yaml");
        assertThat(monitor.required("kind").asText()).isEqualTo("ServiceMonitor");
        JsonNode spec = monitor.required("spec");
        assertThat(spec.required("jobLabel").asText()).isEqualTo(NAME);
        assertThat(spec.required("selector")
                        .required("matchLabels")
                        .required(NAME)
                        .asText())
                .isEqualTo(PROXY);
        assertThat(spec.required("endpoints")).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.required("port").asText()).isEqualTo("management");
            assertThat(endpoint.required("path").asText()).isEqualTo(METRICS);
            assertThat(endpoint.required("interval").asText()).isEqualTo(INTERVAL);
        });
    }

    @Test
    void soIsAPrometheusWithoutIt() {
        assertThat(read("scrape-config.yaml").required("scrape_configs"))
                .singleElement()
                .satisfies(scrape -> {
                    assertThat(scrape.required("job_name").asText()).isEqualTo(PROXY);
                    assertThat(scrape.required("metrics_path").asText()).isEqualTo(METRICS);
                    assertThat(scrape.required("scrape_interval").asText()).isEqualTo(INTERVAL);
                    assertThat(scrape.required("relabel_configs").findValuesAsText("target_label"))
                            .contains("namespace", "pod");
                    assertThat(scrape.required("relabel_configs").findValuesAsText("regex"))
                            .contains("management", PROXY);
                });
    }

    @Test
    void theComponentHasAllThatClustersFindByThemselves() {
        JsonNode component = read("kustomization.yaml");
        assertThat(component.required("kind").asText()).isEqualTo("Component");
        List<String> files = new ArrayList<>();
        component.required("resources").forEach(file -> files.add(file.asText()));
        assertThat(files).containsExactly("rules.yaml", "servicemonitor.yaml");
        assertThat(component.required("configMapGenerator")).singleElement().satisfies(map -> {
            assertThat(map.required("files").get(0).asText()).endsWith("=" + DashboardPanels.FILE.getFileName());
            JsonNode options = map.required("options");
            assertThat(options.required("labels").required("grafana_dashboard").asText())
                    .isEqualTo("1");
            assertThat(options.required("disableNameSuffixHash").asBoolean()).isTrue();
        });
        assertThat(files).allMatch(file -> Files.exists(DIRECTORY.resolve(file)));
    }

    @Test
    void theAutoscalerIsOfferedOneMetricOfEachPod() {
        assertThat(read("prometheus-adapter.yaml").required("rules").required("custom"))
                .singleElement()
                .satisfies(rule -> {
                    String series = rule.required("seriesQuery").asText();
                    assertThat(PromQlExpression.of(series).selectors())
                            .singleElement()
                            .satisfies(selector -> assertThat(
                                            rule.required("name").required("as").asText())
                                    .isEqualTo(selector.metric()));
                    JsonNode resources = rule.required("resources").required("overrides");
                    assertThat(resources.required("pod").required("resource").asText())
                            .isEqualTo("pod");
                    assertThat(resources
                                    .required("namespace")
                                    .required("resource")
                                    .asText())
                            .isEqualTo("namespace");
                });
    }

    private static JsonNode read(String file) {
        return AlertRules.yaml(DIRECTORY.resolve(file));
    }
}
