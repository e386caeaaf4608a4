package io.offerwallet.deployment;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.api.RequestListener;
import io.offerwallet.deployment.AlertRules.Rule;
import io.offerwallet.deployment.PromQlSelector.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That whoever is woken by an alert is told what it means, that all rules are about this product alone, and that they see
 * what Braze sees. What they do when something happens is tested by {@code AlertRulesPromtoolTest}.
 */
class AlertRulesTest {

    static final Path RUNBOOK = Path.of("docs", "operations.md");
    private static final Pattern HEADING = Pattern.compile("^### (OfferWallet\\w+)$", Pattern.MULTILINE);
    private static final Pattern DURATION = Pattern.compile("\\d+[smh]");
    private static final Pattern VALUE = Pattern.compile("\\{\\{ *\\$labels\\.(\\w+) *}}");
    private static final Pattern RECORDED = Pattern.compile("job:offer_wallet_\\w+:(rate|ratio)\\d+[mhd]");

    /** What Braze counts against a host, with 499 for calls that it gave up before they were answered. */
    private static final Set<String> COUNTED = Set.of("408", "429", "499", "502", "503", "504", "529");

    private static final Path PROBLEMS = Path.of("src/main/java/io/offerwallet/api/ProblemType.java");
    private static final Pattern STATUS = Pattern.compile("^    [A-Z_]+\\((\\d{3}), ", Pattern.MULTILINE);

    static List<Rule> rules() {
        return AlertRules.all();
    }

    static List<Rule> alerts() {
        return AlertRules.alerts();
    }

    @Test
    void theManifestIsOneOfTheOperator() {
        JsonNode manifest = AlertRules.manifest();
        assertThat(manifest.required("apiVersion").asText()).isEqualTo("monitoring.coreos.com/v1");
        assertThat(manifest.required("kind").asText()).isEqualTo("PrometheusRule");
        assertThat(alerts()).isNotEmpty();
        assertThat(rules().stream().map(Rule::toString)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyMetricIsThatOfTheProxyAndEveryRecordedOneIsRecordedBefore(Rule rule) {
        List<String> before = rules().stream()
                .takeWhile(other -> !other.equals(rule))
                .map(Rule::record)
                .toList();
        assertThat(rule.expression().selectors()).isNotEmpty().allSatisfy(selector -> {
            if (selector.metric().contains(":")) {
                assertThat(before).contains(selector.metric());
            } else {
                assertThat(selector.conditions()).contains(new Condition("job", "=", "offer-wallet-proxy"));
            }
        });
    }

    /** Two deployments that one Prometheus watches must not be taken for one; one deployment's processes must. */
    @ParameterizedTest
    @MethodSource("rules")
    void everySumIsThatOfOneDeployment(Rule rule) {
        rule.expression().labels().ifPresent(labels -> assertThat(labels)
                .containsExactlyInAnyOrder("job", "namespace"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void whatIsRecordedSaysWhatItIs(Rule rule) {
        if (rule.alert().isEmpty()) {
            assertThat(rule.record()).matches(RECORDED);
        }
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void everyAlertSaysHowUrgentItIsAndWhatItMeans(Rule alert) {
        assertThat(alert.alert()).startsWith("OfferWallet");
        assertThat(alert.waits()).matches(DURATION);
        assertThat(alert.labels()).containsOnlyKeys("severity");
        assertThat(alert.labels().get("severity")).isIn("page", "ticket");
        assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
        assertThat(alert.annotations().values()).noneMatch(String::isBlank);
        assertThat(alert.annotations().get("runbook_url"))
                .isEqualTo("docs/operations.md#" + alert.alert().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void whatTheTextNamesTheAlertHas(Rule alert) {
        Set<String> named = new TreeSet<>();
        VALUE.matcher(String.join("\n", alert.annotations().values()))
                .results()
                .forEach(found -> named.add(found.group(1)));
        assertThat(named).allMatch(ExposedMetrics::isOfTheTarget);
        alert.expression().labels().ifPresent(labels -> assertThat(labels).containsAll(named));
    }

    @Test
    void theRunbookHasAParagraphForEveryAlertAndForNoOther() throws IOException {
        String alertsSection =
                Files.readString(RUNBOOK).split("\n## Alerts\n", -1)[1].split("\n## ", -1)[0];
        List<String> headings = HEADING.matcher(alertsSection)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(headings)
                .containsExactlyElementsOf(alerts().stream().map(Rule::alert).toList());
        for (String paragraph : alertsSection.split("\n### ", -1)) {
            assertThat(paragraph.lines().skip(1).filter(line -> !line.isBlank()))
                    .as(paragraph)
                    .isNotEmpty();
        }
    }

    /** A new kind of problem that Braze counts must be counted here too. */
    @Test
    void everyStatusThatBrazeCountsIsCounted() throws IOException {
        Set<String> ours = STATUS.matcher(Files.readString(PROBLEMS))
                .results()
                .map(found -> found.group(1))
                .collect(toSet());
        ours.add(Integer.toString(RequestListener.CALLER_WENT_AWAY));
        ours.retainAll(COUNTED);
        Set<String> watched = rules().stream()
                .filter(rule -> rule.record().equals("job:offer_wallet_sends_failed:rate1m"))
                .flatMap(rule -> rule.expression().selectors().stream())
                .flatMap(selector -> selector.conditions().stream())
                .filter(condition -> condition.label().equals("status"))
                .flatMap(condition -> condition.named().stream())
                .map(Condition::value)
                .collect(toSet());
        assertThat(watched).isEqualTo(ours);
    }
}
