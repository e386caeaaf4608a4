package io.offerwallet.deployment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an overlay comes to, read into Kubernetes' own types; what these don't know is refused. */
public final class Manifests {

    static final String PROXY = "offer-wallet-proxy";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new WithoutAnySetters())
            .build();
    private static final KubernetesSerialization TYPES = new KubernetesSerialization();

    private final List<HasMetadata> objects;
    private final List<JsonNode> untyped;

    private Manifests(List<HasMetadata> objects, List<JsonNode> untyped) {
        this.objects = objects;
        this.untyped = untyped;
    }

    /**
     * Reads YAML documents.
     *
     * @throws AssertionError if a field isn't known
     */
    public static Manifests read(String yaml) {
        List<HasMetadata> objects = new ArrayList<>();
        List<JsonNode> untyped = new ArrayList<>();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                Class<?> type = type(document);
                if (type == null) {
                    untyped.add(document);
                } else {
                    objects.add((HasMetadata) STRICT.treeToValue(document, type));
                }
            }
        } catch (IOException unknownField) {
            throw new AssertionError(unknownField.getMessage(), unknownField);
        }
        return new Manifests(List.copyOf(objects), List.copyOf(untyped));
    }

    private static @Nullable Class<? extends KubernetesResource> type(JsonNode document) {
        return TYPES.getRegisteredKubernetesResource(
                document.required("apiVersion").asText(),
                document.required("kind").asText());
    }

    List<HasMetadata> objects() {
        return objects;
    }

    /** Those of kinds that there is no type for. */
    List<JsonNode> untyped() {
        return untyped;
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return all(kind).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }

    <T extends HasMetadata> T the(Class<T> kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new AssertionError("There is no " + kind.getSimpleName() + " " + name));
    }

    /** Of everything that runs pods. */
    List<PodTemplateSpec> pods() {
        return Stream.concat(servers().stream(), all(Job.class).stream().map(job -> job.getSpec()
                        .getTemplate()))
                .toList();
    }

    /** Of everything whose pods run until they are told to end. */
    List<PodTemplateSpec> servers() {
        return Stream.concat(
                        all(Deployment.class).stream()
                                .map(deployment -> deployment.getSpec().getTemplate()),
                        all(StatefulSet.class).stream().map(set -> set.getSpec().getTemplate()))
                .toList();
    }

    public Deployment proxy() {
        return the(Deployment.class, PROXY);
    }

    /** The settings that a container gets: its environment, and files of secrets where it looks for them. */
    public Map<String, String> settings(Deployment deployment) {
        Map<String, String> settings = new LinkedHashMap<>(environment(deployment));
        settings.putAll(secretFiles(deployment));
        return settings;
    }

    /** The variables that a deployment's one container gets. */
    public Map<String, String> environment(Deployment deployment) {
        return environment(onlyContainer(deployment));
    }

    /** The variables that a container gets. */
    Map<String, String> environment(Container container) {
        Map<String, String> variables = new LinkedHashMap<>();
        container.getEnvFrom().forEach(source -> {
            if (source.getSecretRef() == null) {
                variables.putAll(
                        the(ConfigMap.class, source.getConfigMapRef().getName()).getData());
            } else {
                variables.putAll(decoded(the(Secret.class, source.getSecretRef().getName())));
            }
        });
        container.getEnv().forEach(variable -> variables.put(variable.getName(), variable.getValue()));
        return variables;
    }

    /** The files that the deployment's one container finds in {@code WALLET_SECRETS_DIR}, decoded. */
    public Map<String, String> secretFiles(Deployment deployment) {
        String directory = environment(deployment).get("WALLET_SECRETS_DIR");
        Map<String, String> files = new LinkedHashMap<>();
        onlyContainer(deployment).getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(directory))
                .flatMap(mount -> deployment.getSpec().getTemplate().getSpec().getVolumes().stream()
                        .filter(volume -> volume.getName().equals(mount.getName())))
                .flatMap(volume -> find(Secret.class, volume.getSecret().getSecretName()).stream())
                .forEach(secret -> files.putAll(decoded(secret)));
        return files;
    }

    /** What a file of a ConfigMap or Secret whose name begins so holds. */
    public String file(String nameOfObject, String key) {
        return Stream.concat(
                        all(ConfigMap.class).stream()
                                .filter(map -> map.getMetadata().getName().startsWith(nameOfObject))
                                .map(ConfigMap::getData),
                        all(Secret.class).stream()
                                .filter(secret -> secret.getMetadata().getName().startsWith(nameOfObject))
                                .map(Manifests::decoded))
                .filter(data -> data != null && data.containsKey(key))
                .map(data -> data.get(key))
                .findFirst()
                .orElseThrow();
    }

    public static Container onlyContainer(Deployment deployment) {
        List<Container> containers =
                deployment.getSpec().getTemplate().getSpec().getContainers();
        if (containers.size() != 1) {
            throw new AssertionError("Not one container, but " + containers.size());
        }
        return containers.get(0);
    }

    static Map<String, String> decoded(Secret secret) {
        Map<String, String> data = new LinkedHashMap<>();
        secret.getData()
                .forEach((key, value) ->
                        data.put(key, new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8)));
        return data;
    }

    /** The model keeps what it doesn't know, to pass it on; here that would hide a misspelt field. */
    private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated method) {
            return false;
        }
    }
}
