package io.offerwallet.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.offerwallet.deployment.AlertRules.Rule;
import io.offerwallet.deployment.DashboardPanels.Query;
import io.offerwallet.testing.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Prometheus itself says of rules and queries, and when alerts are raised: the tests under
 * {@code deployment/observability/tests}. Needs {@code promtool}: the one that the system property or the environment
 * variable {@code PROMTOOL} names, or one on the {@code PATH}.
 */
class AlertRulesPromtoolTest {

    private static final Path TESTS = Path.of("deployment", "observability", "tests");
    private static final Path BUILT = Path.of("target", "prometheus");
    private static final Path RULES = BUILT.resolve("rules.yaml");

    /** What tests and configuration call the rules: not the manifest, which Prometheus doesn't read. */
    private static final String RULES_IN_TESTS = "offer-wallet-proxy.rules.yaml";

    private static final YAMLMapper YAML = new YAMLMapper();

    @BeforeAll
    static void writeRules() {
        AlertRules.writeGroups(RULES);
    }

    static List<Path> tests() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files.sorted().toList();
        }
    }

    @Test
    void prometheusTakesTheRules() throws IOException, InterruptedException {
        promtool("check", "rules", RULES.toString());
    }

    /** But for how pods are found: some distributions build Prometheus without Kubernetes. */
    @Test
    void prometheusTakesTheScrapeConfiguration() throws IOException, InterruptedException {
        JsonNode configuration = AlertRules.yaml(AlertRules.FILE.resolveSibling("scrape-config.yaml"));
        ObjectNode scrape =
                (ObjectNode) configuration.required("scrape_configs").required(0);
        assertThat(scrape.remove("kubernetes_sd_configs")
                        .required(0)
                        .required("role")
                        .asText())
                .isEqualTo("pod");
        Path written = BUILT.resolve("scrape-config.yaml");
        YAML.writeValue(written.toFile(), configuration);
        AlertRules.writeGroups(BUILT.resolve(RULES_IN_TESTS));
        promtool("check", "config", written.toString());
    }

    /** As rules, because promtool checks nothing else without a server. */
    @Test
    void prometheusTakesTheQueriesOfTheDashboard() throws IOException, InterruptedException {
        ObjectNode file = YAML.createObjectNode();
        ObjectNode group = file.putArray("groups").addObject().put("name", "dashboard");
        ArrayNode rules = group.putArray("rules");
        List<Query> queries = DashboardPanels.queries();
        for (int i = 0; i < queries.size(); i++) {
            rules.addObject()
                    .put("record", "dashboard:" + i)
                    .put("expr", queries.get(i).text());
        }
        Path written = BUILT.resolve("dashboard.yaml");
        YAML.writeValue(written.toFile(), file);
        promtool("check", "rules", written.toString());
    }

    @ParameterizedTest
    @MethodSource("tests")
    void alertsAreRaisedWhenTheyShouldBe(Path test) throws IOException, InterruptedException {
        String copy = Files.readString(test);
        assertThat(copy).contains(RULES_IN_TESTS);
        Path written = BUILT.resolve(test.getFileName());
        Files.writeString(
                written, copy.replace(RULES_IN_TESTS, RULES.getFileName().toString()));
        promtool("test", "rules", written.toString());
    }

    /** Needs no promtool: an alert that no test sees raised, or none sees not raised, is none that anybody knows. */
    @Test
    void everyAlertIsSeenRaisedAndNotRaised() throws IOException {
        Map<String, List<Boolean>> seen = new TreeMap<>();
        for (Path test : tests()) {
            for (JsonNode series : AlertRules.yaml(test).required("tests")) {
                for (JsonNode expected : series.path("alert_rule_test")) {
                    seen.computeIfAbsent(expected.required("alertname").asText(), any -> new ArrayList<>())
                            .add(!expected.path("exp_alerts").isEmpty());
                }
            }
        }
        assertThat(seen)
                .containsOnlyKeys(AlertRules.alerts().stream().map(Rule::alert).toList());
        assertThat(seen)
                .allSatisfy((alert, raised) -> assertThat(raised).as(alert).contains(true, false));
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        Optional<String> promtool = find();
        assumeTrue(
                promtool.isPresent(),
                "There is no promtool on the PATH, nor is one named by PROMTOOL: rules aren't tested with Prometheus.");
        List<String> command = new ArrayList<>(List.of(promtool.orElseThrow()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Optional<String> find() {
        return Stream.of(System.getProperty("PROMTOOL", ""), System.getenv().getOrDefault("PROMTOOL", ""))
                .filter(path -> !path.isEmpty() && Files.isExecutable(Path.of(path)))
                .findFirst()
                .or(() -> SearchPath.find("promtool").map(Path::toString));
    }
}
