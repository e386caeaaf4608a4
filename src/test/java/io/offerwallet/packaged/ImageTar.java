package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.offerwallet.deployment.DeploymentFiles;
import io.offerwallet.deployment.Manifests;
import io.offerwallet.testing.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The image that {@code mvn verify -Dimage-tar} makes without Docker. */
@Timeout(120)
class ImageTar {

    private final JsonMapper json = new JsonMapper();

    private final Path directory;

    ImageTar(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void hasTheNameThatTheDemoAsksFor() throws IOException {
        Image.ofTar(directory);
        JsonNode tags = json.readTree(directory.resolve("manifest.json").toFile())
                .required(0)
                .required("RepoTags");

        Manifests demo = Manifests.read(DeploymentFiles.copy().kustomized("demo"));
        assertThat(tags).hasSize(1);
        assertThat(Manifests.onlyContainer(demo.proxy()).getImage())
                .isEqualTo(tags.required(0).asText());
    }

    @Test
    void isAsTheDockerfileHasIt() throws IOException {
        Image ofTar = Image.ofTar(directory);
        JsonNode config =
                json.readTree(directory.resolve("config.json").toFile()).required("config");

        assertThat(ofTar.user()).isEqualTo(Image.ofDockerfile().user());
        Iterable<String> ports = config.required("ExposedPorts")::fieldNames;
        assertThat(StreamSupport.stream(ports.spliterator(), false)).containsExactlyInAnyOrder("8080/tcp", "9000/tcp");
        assertThat(config.path("Env")).isEmpty();
        if (!BuiltArtifact.isNative()) {
            // The archive of loaded classes is the one thing that only the image's JVM could make.
            assertThat(Image.ofDockerfile().command())
                    .filteredOn(argument -> !argument.startsWith("-XX:SharedArchiveFile"))
                    .isEqualTo(ofTar.command());
        }
    }

    @Test
    void hasNothingInItButTheApplication() throws IOException {
        Image.ofTar(directory);

        try (Stream<Path> files = Files.walk(directory.resolve("layers"))) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> directory.resolve("layers").relativize(file).toString())
                    .toList();
            if (BuiltArtifact.isNative()) {
                assertThat(names).containsExactly("work/application");
            } else {
                assertThat(names)
                        .contains("offer-wallet-proxy/quarkus-run.jar")
                        .allMatch(name -> name.matches("offer-wallet-proxy/.*\\.(jar|dat)"));
            }
        }
    }

    @Test
    @EnabledIf("io.offerwallet.packaged.Container#isPossible")
    void serves() {
        Map<String, String> environment = Map.of(
                "QUARKUS_PROFILE",
                "demo",
                "QUARKUS_SHUTDOWN_DELAY",
                "0s",
                "QUARKUS_VERTX_CLASSPATH_RESOLVING",
                "false");
        try (PackagedApplication demo =
                Container.launch(Image.ofTar(directory), environment, Map.of(), Optional.empty())) {
            demo.awaitReady();
            assertThat(demo.get("/v1/wallets/" + Users.somebody(), "braze:demo").statusCode())
                    .isEqualTo(200);
        }
    }
}
