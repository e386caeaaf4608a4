package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What refers to something else finds it. */
class ManifestWiringTest {

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void servicesFindPodsAndTheirPorts(String overlay) {
        Manifests manifests = Overlays.get(overlay);

        assertThat(manifests.all(Service.class)).isNotEmpty().allSatisfy(service -> assertThat(
                        selected(manifests, service.getSpec().getSelector()))
                .as("pods of %s", service.getMetadata().getName())
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(service.getSpec().getPorts())
                        .allSatisfy(port -> assertThat(ports(pod)).anyMatch(it -> is(it, port.getTargetPort())))));
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void theProxysPortsAreTheApplications(String overlay) {
        assertThat(Manifests.onlyContainer(Overlays.get(overlay).proxy()).getPorts())
                .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
                .containsExactlyInAnyOrder(tuple("http", 8080), tuple("management", 9000));
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void probesGoToPortsThatAreThere(String overlay) {
        Stream<Container> containers =
                Overlays.get(overlay).servers().stream().flatMap(pod -> pod.getSpec().getContainers().stream());

        assertThat(containers).isNotEmpty().allSatisfy(container -> {
            assertThat(container.getReadinessProbe()).isNotNull();
            assertThat(container.getLivenessProbe()).isNotNull();
            assertThat(probes(container))
                    .allSatisfy(probe -> assertThat(container.getPorts()).anyMatch(port -> is(port, portOf(probe))));
        });
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void whatIsMountedOrReadIsThere(String overlay) {
        Manifests manifests = Overlays.get(overlay);

        assertThat(manifests.pods()).allSatisfy(pod -> {
            assertThat(pod.getSpec().getVolumes()).allSatisfy(volume -> {
                if (volume.getConfigMap() != null) {
                    assertThat(manifests.find(
                                    ConfigMap.class, volume.getConfigMap().getName()))
                            .isPresent();
                }
                if (volume.getSecret() != null) {
                    assertThat(isThere(manifests, volume.getSecret().getSecretName()))
                            .isTrue();
                }
            });
            assertThat(pod.getSpec().getContainers()).allSatisfy(container -> assertThat(container.getVolumeMounts())
                    .allSatisfy(mount -> assertThat(pod.getSpec().getVolumes())
                            .anyMatch(volume -> volume.getName().equals(mount.getName()))));
            assertThat(pod.getSpec().getContainers())
                    .allSatisfy(container -> assertThatCode(() -> manifests.environment(container))
                            .doesNotThrowAnyException());
        });
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void selectorsMatchTheirOwnTemplates(String overlay) {
        Manifests manifests = Overlays.get(overlay);

        assertThat(manifests.all(Deployment.class)).allSatisfy(deployment -> assertThat(
                        deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels()));
        assertThat(manifests.all(StatefulSet.class)).allSatisfy(set -> assertThat(
                        set.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels()));
        assertThat(manifests.all(PodDisruptionBudget.class)).allSatisfy(budget -> assertThat(
                        selected(manifests, budget.getSpec().getSelector().getMatchLabels()))
                .hasSize(1));
        assertThat(manifests.proxy().getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                .hasSize(2)
                .allSatisfy(constraint -> assertThat(selected(
                                manifests, constraint.getLabelSelector().getMatchLabels()))
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#production")
    void theWayInLeadsToTheService(String overlay) {
        Manifests manifests = Overlays.get(overlay);
        List<String> paths = Stream.concat(
                        manifests.all(Ingress.class).stream()
                                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                                .flatMap(rule -> rule.getHttp().getPaths().stream())
                                .peek(path -> assertThat(servicePort(
                                                manifests,
                                                path.getBackend().getService().getName()))
                                        .returns(
                                                path.getBackend()
                                                        .getService()
                                                        .getPort()
                                                        .getName(),
                                                ServicePort::getName))
                                .map(path -> path.getPath()),
                        manifests.all(HTTPRoute.class).stream()
                                .flatMap(route -> route.getSpec().getRules().stream())
                                .peek(rule -> assertThat(rule.getBackendRefs())
                                        .allSatisfy(backend -> assertThat(servicePort(manifests, backend.getName()))
                                                .returns(backend.getPort(), ServicePort::getPort)))
                                .flatMap(rule -> rule.getMatches().stream())
                                .map(match -> match.getPath().getValue()))
                .toList();

        assertThat(paths).containsExactlyInAnyOrder("/v1", "/offers/api/2.0/offers/get_user_offers");
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#production")
    void prometheusFindsTheManagementPort(String overlay) {
        Manifests manifests = Overlays.get(overlay);

        assertThat(manifests.all(ServiceMonitor.class)).hasSize(1).allSatisfy(monitor -> {
            List<Service> services = manifests.all(Service.class).stream()
                    .filter(service -> service.getMetadata()
                            .getLabels()
                            .entrySet()
                            .containsAll(monitor.getSpec()
                                    .getSelector()
                                    .getMatchLabels()
                                    .entrySet()))
                    .filter(service -> service.getSpec().getPorts().stream().anyMatch(port -> port.getName()
                            .equals(monitor.getSpec().getEndpoints().get(0).getPort())))
                    .toList();
            assertThat(services).hasSize(1);
            assertThat(services.get(0).getSpec().getPorts())
                    .allSatisfy(
                            port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("management"));
        });
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void nothingIsLetInOrOutUnlessAPolicySaysSo(String overlay) {
        Manifests manifests = Overlays.get(overlay);

        assertThat(manifests.the(NetworkPolicy.class, "default-deny").getSpec()).satisfies(spec -> {
            assertThat(spec.getPodSelector().getMatchLabels()).isEmpty();
            assertThat(spec.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
            assertThat(spec.getIngress()).isEmpty();
            assertThat(spec.getEgress()).isEmpty();
        });
        assertThat(manifests.all(NetworkPolicy.class)).allSatisfy(policy -> {
            assertThat(policy.getSpec().getIngress()).allSatisfy(rule -> {
                assertThat(rule.getFrom()).isNotEmpty();
                assertThat(rule.getPorts()).isNotEmpty();
            });
            assertThat(policy.getSpec().getEgress()).allSatisfy(rule -> {
                assertThat(rule.getTo()).isNotEmpty();
                assertThat(rule.getPorts()).isNotEmpty();
            });
        });
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void policiesAreForPodsAndPortsThatAreThere(String overlay) {
        Manifests manifests = Overlays.get(overlay);

        assertThat(manifests.all(NetworkPolicy.class)).allSatisfy(policy -> {
            Map<String, String> labels = policy.getSpec().getPodSelector().getMatchLabels();
            List<PodTemplateSpec> pods = selected(manifests, labels);
            assertThat(pods).as(policy.getMetadata().getName()).isNotEmpty();
            assertThat(policy.getSpec().getIngress().stream().flatMap(rule -> rule.getPorts().stream()))
                    .allSatisfy(port -> assertThat(pods)
                            .allSatisfy(pod -> assertThat(ports(pod)).anyMatch(it -> is(it, port.getPort()))));
            policy.getSpec().getEgress().stream()
                    .flatMap(rule -> rule.getTo().stream())
                    .filter(peer -> peer.getPodSelector() != null && peer.getNamespaceSelector() == null)
                    .forEach(peer -> assertThat(
                                    selected(manifests, peer.getPodSelector().getMatchLabels()))
                            .isNotEmpty());
        });
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void onlyPrometheusGetsAtTheManagementPort(String overlay) {
        Stream<String> namespaces = Overlays.get(overlay).all(NetworkPolicy.class).stream()
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .filter(rule -> rule.getPorts().stream()
                        .anyMatch(port -> Objects.equals(port.getPort(), new IntOrString("management"))))
                .flatMap(rule -> rule.getFrom().stream())
                .map(peer -> peer.getNamespaceSelector().getMatchLabels().get("kubernetes.io/metadata.name"));

        assertThat(namespaces).containsExactly("monitoring");
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void theInternetIsReachedByHttpsAlone(String overlay) {
        Stream<Integer> ports = Overlays.get(overlay).all(NetworkPolicy.class).stream()
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .filter(rule -> rule.getTo().stream()
                        .anyMatch(peer -> peer.getIpBlock() != null
                                && peer.getIpBlock().getCidr().endsWith("/0")))
                .flatMap(rule -> rule.getPorts().stream())
                .map(port -> port.getPort().getIntVal());

        assertThat(ports).containsExactly(443);
    }

    @Test
    void aSendIsLetOutToTheProxyAndTheSimulatorAndLetInThere() {
        Manifests manifests = Overlays.get(Overlays.LOADTEST_WITH_A_SEND);
        Map<String, String> send = manifests
                .the(Job.class, "send")
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();
        List<NetworkPolicy> policies = manifests.all(NetworkPolicy.class);

        assertThat(List.of(Manifests.PROXY, "sessionm-simulator")).allSatisfy(name -> {
            Map<String, String> server = manifests
                    .the(Deployment.class, name)
                    .getSpec()
                    .getTemplate()
                    .getMetadata()
                    .getLabels();
            assertThat(of(send, policies).flatMap(policy -> policy.getSpec().getEgress().stream()))
                    .as("out to %s", name)
                    .anyMatch(rule -> isForHttp(rule.getPorts()) && isAmong(rule.getTo(), server));
            assertThat(of(server, policies).flatMap(policy -> policy.getSpec().getIngress().stream()))
                    .as("in at %s", name)
                    .anyMatch(rule -> isForHttp(rule.getPorts()) && isAmong(rule.getFrom(), send));
        });
        assertThat(of(send, policies).flatMap(policy -> policy.getSpec().getIngress().stream()))
                .isEmpty();
    }

    private static Stream<NetworkPolicy> of(Map<String, String> labels, List<NetworkPolicy> policies) {
        return policies.stream().filter(policy -> isSelected(policy.getSpec().getPodSelector(), labels));
    }

    private static boolean isForHttp(List<NetworkPolicyPort> ports) {
        return ports.stream().anyMatch(port -> Objects.equals(port.getPort(), new IntOrString("http")));
    }

    private static boolean isAmong(List<NetworkPolicyPeer> peers, Map<String, String> labels) {
        return peers.stream()
                .anyMatch(peer -> peer.getNamespaceSelector() == null
                        && peer.getPodSelector() != null
                        && isSelected(peer.getPodSelector(), labels));
    }

    private static boolean isSelected(LabelSelector selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.getMatchLabels().entrySet())
                && selector.getMatchExpressions().stream()
                        .allMatch(expression -> expression.getOperator().equals("In")
                                && expression.getValues().contains(labels.get(expression.getKey())));
    }

    private static List<PodTemplateSpec> selected(Manifests manifests, Map<String, String> labels) {
        return manifests.pods().stream()
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static List<ContainerPort> ports(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .toList();
    }

    private static boolean is(ContainerPort port, IntOrString named) {
        return named.getStrVal() == null
                ? port.getContainerPort().equals(named.getIntVal())
                : port.getName().equals(named.getStrVal());
    }

    private static Stream<Probe> probes(Container container) {
        return Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                .filter(Objects::nonNull);
    }

    private static IntOrString portOf(Probe probe) {
        return probe.getHttpGet() == null
                ? probe.getTcpSocket().getPort()
                : probe.getHttpGet().getPort();
    }

    private static ServicePort servicePort(Manifests manifests, String service) {
        return manifests.the(Service.class, service).getSpec().getPorts().get(0);
    }

    /** Made here, or by what fetches it from a vault. */
    private static boolean isThere(Manifests manifests, String secret) {
        return manifests.find(Secret.class, secret).isPresent()
                || manifests.untyped().stream()
                        .anyMatch(object ->
                                object.at("/spec/target/name").asText().equals(secret));
    }
}
