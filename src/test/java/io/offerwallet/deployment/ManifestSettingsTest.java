package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.offerwallet.ops.ConfigurationTable;
import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pods are told, and what the application makes of it. */
class ManifestSettingsTest {

    private static final Path README = Path.of("README.md");
    private static final Path OPERATIONS = Path.of("docs", "operations.md");
    private static final Path DEPLOYMENT = Path.of("docs", "deployment.md");
    private static final Path APPLICATION = Path.of("src", "main", "resources", "application.properties");

    private final List<ConfigurationTable.Row> table = ConfigurationTable.read(README);
    private final String documentation = documentation();

    ManifestSettingsTest() throws IOException {}

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void everySettingExists(String overlay) {
        Manifests manifests = Overlays.get(overlay);

        assertThat(ofTheApplication(manifests).flatMap(deployment -> manifests.settings(deployment).keySet().stream()))
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(isDocumented(variable))
                        .as("%s is a setting", variable)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void everyRequiredSettingIsThere(String overlay) {
        Manifests manifests = Overlays.get(overlay);
        Map<String, String> settings = manifests.settings(manifests.proxy());
        if (settings.getOrDefault("QUARKUS_PROFILE", "prod").equals("demo")) {
            return; // The demo's profile has them all.
        }
        boolean fromAVault = !manifests.untyped().isEmpty();

        assertThat(table.stream()
                        .filter(row -> row.defaultValue().equals("required"))
                        .map(ConfigurationTable.Row::variable))
                .hasSizeGreaterThan(3)
                .allSatisfy(variable -> assertThat(settings.keySet().stream().anyMatch(name -> is(name, variable))
                                || (fromAVault && namedInTheVaultsExample(variable)))
                        .as("%s is set", variable)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#production")
    void theBudgetIsForAsManyPodsAsThereMayBe(String overlay) {
        Manifests manifests = Overlays.get(overlay);
        int most = manifests
                .the(HorizontalPodAutoscaler.class, Manifests.PROXY)
                .getSpec()
                .getMaxReplicas();
        int surge = manifests
                .proxy()
                .getSpec()
                .getStrategy()
                .getRollingUpdate()
                .getMaxSurge()
                .getIntVal();

        assertThat(manifests.settings(manifests.proxy()))
                .containsKey("SESSIONM_BUDGET_RATE")
                .containsEntry("SESSIONM_BUDGET_PODS", Integer.toString(most + surge));
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#production")
    void aSendNeverMeetsFewerPodsThanThereShouldBe(String overlay) {
        Manifests manifests = Overlays.get(overlay);

        assertThat(manifests
                        .proxy()
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
        assertThat(manifests
                        .the(HorizontalPodAutoscaler.class, Manifests.PROXY)
                        .getSpec()
                        .getMinReplicas())
                .isGreaterThanOrEqualTo(3);
        // It is the autoscaler's; a number here would undo what it has done, at every apply.
        assertThat(manifests.proxy().getSpec().getReplicas()).isNull();
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#production")
    void theAutoscalerLooksAtTheProcessorAndAtRequestsUnderWay(String overlay) {
        assertThat(Overlays.get(overlay)
                        .the(HorizontalPodAutoscaler.class, Manifests.PROXY)
                        .getSpec()
                        .getMetrics())
                .extracting(metric -> metric.getResource() == null
                        ? metric.getPods().getMetric().getName()
                        : metric.getResource().getName())
                .containsExactly("cpu", "http_server_active_requests");
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void podsAreGivenTheTimeToEndWell(String overlay) {
        Manifests manifests = Overlays.get(overlay);
        Map<String, String> settings = manifests.settings(manifests.proxy());
        Duration delay = duration(settings, "QUARKUS_SHUTDOWN_DELAY", "quarkus.shutdown.delay");
        Duration timeout = duration(settings, "QUARKUS_SHUTDOWN_TIMEOUT", "quarkus.shutdown.timeout");
        long grace = manifests.proxy().getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds();
        Probe readiness = Manifests.onlyContainer(manifests.proxy()).getReadinessProbe();

        assertThat(delay).isPositive();
        assertThat(Duration.ofSeconds(grace)).isGreaterThan(delay.plus(timeout).plusSeconds(1));
        assertThat(Duration.ofSeconds((long) readiness.getPeriodSeconds() * readiness.getFailureThreshold()))
                .isLessThan(delay);
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void aBusyProcessIsNotTakenForADeadOne(String overlay) {
        Probe liveness = Manifests.onlyContainer(Overlays.get(overlay).proxy()).getLivenessProbe();

        assertThat(liveness.getPeriodSeconds() * liveness.getFailureThreshold()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void theDemoIsOnePodThatNeedsNothingOfAnybody() {
        Manifests demo = Overlays.get(Overlays.DEMO);

        assertThat(demo.proxy().getSpec().getReplicas()).isEqualTo(1);
        assertThat(demo.all(Secret.class)).isEmpty();
        assertThat(demo.settings(demo.proxy())).containsEntry("QUARKUS_PROFILE", "demo");
    }

    @Test
    void loadTestsHaveASessionMInAPodOfItsOwn() {
        Manifests loadtest = Overlays.get(Overlays.LOADTEST);
        Deployment simulator = loadtest.the(Deployment.class, "sessionm-simulator");

        assertThat(loadtest.settings(simulator)).containsEntry("SIMULATOR_ENABLED", "true");
        assertThat(loadtest.settings(loadtest.proxy()))
                .doesNotContainKey("SIMULATOR_ENABLED")
                .containsEntry("SESSIONM_CONNECT_URL", "http://sessionm-simulator/simulator/sessionm");
    }

    @Test
    void aSendIsToldOnlyWhatTheLoadTestKnows() throws IOException {
        Manifests manifests = Overlays.get(Overlays.LOADTEST_WITH_A_SEND);
        List<String> known = ConfigurationTable.read(Path.of("docs", "loadtest.md")).stream()
                .map(ConfigurationTable.Row::variable)
                .toList();

        assertThat(known).hasSizeGreaterThan(20);
        assertThat(manifests.environment(send(manifests)).keySet()).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void aSendIsMadeToWhatIsThereAndByWhomItKnows() {
        Manifests manifests = Overlays.get(Overlays.LOADTEST_WITH_A_SEND);
        Map<String, String> send = manifests.environment(send(manifests));
        Map<String, String> proxy = manifests.settings(manifests.proxy());

        assertThat(Stream.of("LOADTEST_PROXY_URL", "LOADTEST_SIMULATOR_URL").map(name -> URI.create(send.get(name))))
                .allSatisfy(url -> assertThat(manifests
                                .the(Service.class, url.getHost())
                                .getSpec()
                                .getPorts())
                        .anySatisfy(port -> assertThat(port.getPort()).isEqualTo(80)));
        assertThat(send)
                .containsEntry("LOADTEST_SIMULATOR_URL", proxy.get("SESSIONM_CONNECT_URL"))
                .containsEntry("LOADTEST_SESSIONM_RATE", proxy.get("SESSIONM_BUDGET_RATE"))
                .containsEntry("LOADTEST_SECRET", proxy.get(ofClient(send.get("LOADTEST_CLIENT"), "SECRETS")))
                .containsEntry(
                        "LOADTEST_ADMIN_SECRET", proxy.get(ofClient(send.get("LOADTEST_ADMIN_CLIENT"), "SECRETS")));
        assertThat(proxy)
                .containsEntry(ofClient(send.get("LOADTEST_CLIENT"), "ROLES"), "wallet")
                .containsEntry(ofClient(send.get("LOADTEST_ADMIN_CLIENT"), "ROLES"), "admin");
    }

    private static Container send(Manifests manifests) {
        return manifests
                .the(Job.class, "send")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    private static String ofClient(@Nullable String client, String what) {
        return "WALLET_CLIENTS_" + String.valueOf(client).toUpperCase(Locale.ROOT) + "_" + what;
    }

    private static Stream<Deployment> ofTheApplication(Manifests manifests) {
        return manifests.all(Deployment.class).stream()
                .filter(deployment ->
                        Manifests.onlyContainer(deployment).getImage().contains(Manifests.PROXY));
    }

    private boolean isDocumented(String variable) {
        return table.stream().anyMatch(row -> is(variable, row.variable()))
                || (variable.startsWith("QUARKUS_") && documentation.matches("(?s).*`" + variable + "[`=].*"));
    }

    private static boolean is(String variable, String documented) {
        return variable.matches(documented.replace("<NAME>", "[A-Z0-9]+"));
    }

    /** What is in a vault nobody sees here; the example names it. */
    private static boolean namedInTheVaultsExample(String variable) {
        return Set.of("SESSIONM_CONNECT_AUTHORIZATION", "WALLET_CLIENTS_<NAME>_SECRETS")
                .contains(variable);
    }

    private static Duration duration(Map<String, String> settings, String variable, String property) {
        return DurationConverter.parseDuration(
                settings.getOrDefault(variable, application().getProperty(property)));
    }

    private static Properties application() {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(APPLICATION)) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return properties;
    }

    private static String documentation() throws IOException {
        return Files.readString(README) + Files.readString(OPERATIONS) + Files.readString(DEPLOYMENT);
    }
}
