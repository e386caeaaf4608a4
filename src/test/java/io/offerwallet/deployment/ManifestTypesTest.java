package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestTypesTest {

    /** What there is no type for has its fields here, as the operator documents them. */
    private static final Map<String, Set<String>> KNOWN_FIELDS = Map.of(
            "external-secrets.io/v1 ExternalSecret", Set.of("refreshInterval", "secretStoreRef", "target", "dataFrom"));

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void everyObjectIsOfATypeThatTheClusterKnows(String overlay) {
        Manifests manifests = Overlays.get(overlay);

        assertThat(manifests.objects()).hasSizeGreaterThan(5);
        assertThat(manifests.untyped()).allSatisfy(object -> assertThat(fieldsOf(object.required("spec")))
                .isSubsetOf(KNOWN_FIELDS.getOrDefault(
                        object.required("apiVersion").asText() + " "
                                + object.required("kind").asText(),
                        Set.of())));
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void everythingIsInTheNamespaceThatTheOverlayMakes(String overlay) {
        Manifests manifests = Overlays.get(overlay);

        List<Namespace> namespaces = manifests.all(Namespace.class);
        assertThat(namespaces).hasSize(1);
        String namespace = namespaces.get(0).getMetadata().getName();
        assertThat(manifests.objects())
                .filteredOn(object -> !(object instanceof Namespace))
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isEqualTo(namespace));
        assertThat(manifests.untyped())
                .allSatisfy(object ->
                        assertThat(object.at("/metadata/namespace").asText()).isEqualTo(namespace));
    }

    @ParameterizedTest
    @MethodSource("io.offerwallet.deployment.Overlays#all")
    void noNameIsGivenTwice(String overlay) {
        assertThat(Overlays.get(overlay).objects().stream().map(ManifestTypesTest::identity))
                .doesNotHaveDuplicates();
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsRefused() {
        String misspelt = """
                apiVersion: v1
                kind: Service
                metadata:
                  name: x
                spec:
                  ports:
                    - name: http
                      port: 80
                      targetport: http
                """;

        assertThatThrownBy(() -> Manifests.read(misspelt)).hasMessageContaining("targetport");
    }

    private static String identity(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }

    private static Set<String> fieldsOf(JsonNode object) {
        Iterable<String> names = object::fieldNames;
        return Set.copyOf(StreamSupport.stream(names.spliterator(), false).toList());
    }
}
