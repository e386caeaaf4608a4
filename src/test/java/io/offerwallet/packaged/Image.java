package io.offerwallet.packaged;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a container is started from.
 *
 * @param user the number of who runs it
 * @param command with the path of the JVM here in it, where it is one for a JVM
 * @param binds what is in its file system, each as {@code here:there}; of the base image there is what this machine has
 */
record Image(String user, List<String> command, List<String> binds) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path DOCKERFILES = Path.of("deployment", "docker");
    private static final Path TAR = Path.of("target", "image.tar");
    private static final Pattern INSTRUCTION = Pattern.compile("(?m)^(ENTRYPOINT|RUN|USER|WORKDIR) (.*)$");
    private static final String BINARY = "/offer-wallet-proxy";

    /** What the Dockerfile for the artifact that was built makes. */
    static Image ofDockerfile() {
        try {
            String dockerfile = dockerfile(BuiltArtifact.isNative() ? "Dockerfile.native" : "Dockerfile.jvm");
            List<String> entryPoint =
                    JSON.readValue(instruction(dockerfile, "ENTRYPOINT"), new TypeReference<List<String>>() {});
            String user = instruction(dockerfile, "USER");
            return BuiltArtifact.isNative()
                    ? of(user, entryPoint, "/", BuiltArtifact.path() + ":" + BINARY)
                    : of(
                            user,
                            entryPoint,
                            instruction(dockerfile, "WORKDIR"),
                            BuiltArtifact.path().getParent() + ":" + instruction(dockerfile, "WORKDIR"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the Dockerfile for the jar runs to make the archive of loaded classes. */
    static List<String> archiving() {
        try {
            List<String> command = new ArrayList<>(
                    List.of(instruction(dockerfile("Dockerfile.jvm"), "RUN").split("\\s+", -1)));
            command.set(
                    0,
                    Path.of(System.getProperty("java.home"), "bin", command.get(0))
                            .toString());
            return command;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Without the ends of lines that go on. */
    private static String dockerfile(String name) throws IOException {
        return Files.readString(DOCKERFILES.resolve(name)).replace("\\\n", "");
    }

    /** What is in the file that {@code -Dimage-tar} makes: unpacked to this directory. */
    static Image ofTar(Path directory) {
        Path unpacked = directory.resolve("layers");
        JsonNode config = unpack(directory, unpacked).required("config");
        String workingDirectory = config.required("WorkingDir").asText();
        List<String> entryPoint =
                JSON.convertValue(config.required("Entrypoint"), new TypeReference<List<String>>() {});
        return of(
                config.required("User").asText(),
                entryPoint,
                workingDirectory,
                unpacked.resolve(workingDirectory.substring(1)) + ":" + workingDirectory);
    }

    private static Image of(String user, List<String> entryPoint, String workingDirectory, String files) {
        List<String> binds = new ArrayList<>(List.of("/usr/lib:/usr/lib", "/usr/lib64:/usr/lib64", files));
        List<String> command = new ArrayList<>(entryPoint);
        if (command.get(0).equals("java")) {
            command.set(
                    0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
            binds.addAll(jvm());
        }
        if (!workingDirectory.equals("/")) {
            // What changes to another file system root begins there.
            binds.add("/usr/bin/env:/usr/bin/env");
            command.addAll(0, List.of("/usr/bin/env", "-C", workingDirectory));
        }
        return new Image(user, List.copyOf(command), List.copyOf(binds));
    }

    /** Where it is, and where Debian keeps its settings. */
    private static List<String> jvm() {
        String java = System.getProperty("java.home");
        try (Stream<Path> files = Files.list(Path.of("/etc"))) {
            return Stream.concat(
                            Stream.of(java), files.map(Path::toString).filter(file -> file.startsWith("/etc/java-")))
                    .filter(file -> !file.startsWith("/usr/lib/"))
                    .map(file -> file + ":" + file)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Gives the image's configuration. */
    private static JsonNode unpack(Path directory, Path layers) {
        try {
            tar(TAR, directory);
            Files.createDirectory(layers);
            JsonNode manifest =
                    JSON.readTree(directory.resolve("manifest.json").toFile()).required(0);
            for (JsonNode layer : manifest.required("Layers")) {
                tar(directory.resolve(layer.asText()), layers);
            }
            return JSON.readTree(
                    directory.resolve(manifest.required("Config").asText()).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void tar(Path file, Path to) throws IOException {
        try {
            Process tar = new ProcessBuilder("tar", "-xf", file.toString(), "-C", to.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!tar.waitFor(60, TimeUnit.SECONDS) || tar.exitValue() != 0) {
                throw new AssertionError(file + " can't be unpacked.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String instruction(String dockerfile, String name) {
        Optional<String> found = INSTRUCTION
                .matcher(dockerfile)
                .results()
                .filter(result -> result.group(1).equals(name))
                .map(result -> result.group(2).strip())
                .findFirst();
        return found.orElseThrow(() -> new AssertionError("There is no " + name));
    }
}
