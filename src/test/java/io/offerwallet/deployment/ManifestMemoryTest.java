package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the two kinds of image are told of their memory. */
class ManifestMemoryTest {

    private static final Path OVERLAY = Path.of("kubernetes", "overlays", "production", "kustomization.yaml");
    private static final BigDecimal MIB = BigDecimal.valueOf(1 << 20);

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void newObjectsOfTheBinaryTakeAnEighthOfTheContainer(String overlay) {
        Container proxy = Manifests.onlyContainer(Overlays.get(overlay).proxy());

        assertThat(proxy.getArgs()).containsExactly("-Xmn" + memory(proxy).intValueExact() / 8 + "m");
    }

    @Test
    void theJarHasMoreMemoryAndFindsItsOwnMeasure() throws IOException {
        DeploymentFiles files = DeploymentFiles.copy();
        files.makeSecrets();
        Path overlay = files.resolve(OVERLAY.toString());
        String kustomization = Files.readString(overlay);
        String withJar = kustomization.replace("# - ../../components/jvm", "- ../../components/jvm");
        assertThat(withJar).isNotEqualTo(kustomization);
        Files.writeString(overlay, withJar);

        Container proxy = Manifests.onlyContainer(
                Manifests.read(files.kustomized(Overlays.PRODUCTION)).proxy());

        assertThat(proxy.getArgs()).isEmpty();
        assertThat(memory(proxy))
                .isGreaterThan(memory(Manifests.onlyContainer(
                        Overlays.get(Overlays.PRODUCTION).proxy())));
    }

    /** MiB. */
    private static BigDecimal memory(Container container) {
        return Quantity.getAmountInBytes(container.getResources().getLimits().get("memory"))
                .divide(MIB);
    }
}
