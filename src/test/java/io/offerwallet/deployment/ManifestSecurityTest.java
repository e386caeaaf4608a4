package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Pod Security Standards call restricted, and somewhat more. */
class ManifestSecurityTest {

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void theNamespaceEnforcesIt(String overlay) {
        assertThat(Overlays.get(overlay).all(Namespace.class))
                .allSatisfy(namespace -> assertThat(namespace.getMetadata().getLabels())
                        .containsEntry("pod-security.kubernetes.io/enforce", "restricted"));
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void podsRunAsNobodyInParticular(String overlay) {
        assertThat(pods(overlay)).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getHostNetwork()).isNull();
            assertThat(pod.getHostPID()).isNull();
            assertThat(pod.getHostIPC()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void containersMayDoNothingAndWriteNothing(String overlay) {
        assertThat(containers(overlay)).isNotEmpty().allSatisfy(container -> {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getSecurityContext().getCapabilities().getAdd())
                    .isEmpty();
            assertThat(container.getSecurityContext().getPrivileged()).isNull();
            assertThat(container.getPorts())
                    .allSatisfy(port -> assertThat(port.getHostPort()).isNull());
        });
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void memoryIsAskedForAsMuchAsMayBeUsed(String overlay) {
        assertThat(containers(overlay)).allSatisfy(container -> {
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getResources().getRequests())
                    .containsKey("cpu")
                    .containsEntry(
                            "memory", container.getResources().getLimits().get("memory"));
        });
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void imagesHaveAVersion(String overlay) {
        assertThat(containers(overlay))
                .allSatisfy(container ->
                        assertThat(container.getImage()).matches(".+:[0-9].*").doesNotEndWith(":latest"));
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void nothingIsMountedFromTheNode(String overlay) {
        assertThat(pods(overlay).flatMap(pod -> pod.getVolumes().stream()))
                .allSatisfy(volume -> assertThat(isHarmless(volume)).isTrue());
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void accountsHaveNoToken(String overlay) {
        assertThat(Overlays.get(overlay).all(ServiceAccount.class)).isNotEmpty().allSatisfy(account -> assertThat(
                        account.getAutomountServiceAccountToken())
                .isFalse());
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void nothingSecretIsInAConfigMap(String overlay) {
        Manifests manifests = Overlays.get(overlay);
        List<String> secrets = manifests.all(Secret.class).stream()
                .flatMap(secret -> Manifests.decoded(secret).values().stream())
                .toList();

        assertThat(manifests.all(ConfigMap.class)).allSatisfy(map -> {
            assertThat(map.getData().keySet())
                    .noneMatch(key -> key.matches(".*(SECRETS|PASSWORD|AUTHORIZATION|HASH_KEY)"));
            assertThat(secrets).allSatisfy(secret -> assertThat(map.getData().values())
                    .noneMatch(value -> value.contains(secret)));
        });
    }

    private static Stream<PodSpec> pods(String overlay) {
        return Overlays.get(overlay).pods().stream().map(PodTemplateSpec::getSpec);
    }

    private static Stream<Container> containers(String overlay) {
        return pods(overlay)
                .flatMap(pod -> Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream()));
    }

    private static boolean isHarmless(Volume volume) {
        return volume.getSecret() != null || volume.getConfigMap() != null || volume.getEmptyDir() != null;
    }
}
