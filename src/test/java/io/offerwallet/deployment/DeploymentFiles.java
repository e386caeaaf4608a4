package io.offerwallet.deployment;

import io.offerwallet.testing.SearchPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A copy of deployment/ to do with what its users do with theirs. */
public final class DeploymentFiles {

    /** What the production overlay's secrets are made with here. */
    public static final String SESSIONM_AUTHORIZATION = "Basic c2Vzc2lvbm06ZGVtbw==";

    private static final Path ORIGINAL = Path.of("deployment");

    private static final Path BUILT = ORIGINAL.resolve("loadtest/target");

    private final Path root;

    private DeploymentFiles(Path root) {
        this.root = root;
    }

    /** Copies them, without secrets that may lie about, and without what was built there. */
    public static DeploymentFiles copy() {
        try {
            Path root = Files.createTempDirectory(Path.of("target"), "deployment");
            try (Stream<Path> files = Files.walk(ORIGINAL)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Path to = root.resolve(ORIGINAL.relativize(file));
                    if (!to.toString().contains("/secrets/") && !file.startsWith(BUILT)) {
                        Files.createDirectories(to.getParent());
                        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                }
            }
            return new DeploymentFiles(root);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Path resolve(String path) {
        return root.resolve(path);
    }

    /** Makes the secrets of the production overlay, and gives what the script said. */
    public String makeSecrets() {
        return run(SESSIONM_AUTHORIZATION + "\n", "kubernetes/secrets.sh", "kubernetes/overlays/production");
    }

    /** Runs one of the scripts. */
    String run(String input, String script, String... arguments) {
        Ended ended = tryToRun(input, script, arguments);
        if (ended.exitCode() != 0) {
            throw new AssertionError(script + " ended with " + ended.exitCode() + ": " + ended.output());
        }
        return ended.output();
    }

    /** Runs one of the scripts, which may fail. */
    Ended tryToRun(String input, String script, String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(root.resolve(script).toAbsolutePath().toString()), Stream.of(arguments))
                .toList();
        return run(root, input, command);
    }

    /** What {@code kubectl apply -k} would apply, as YAML; the test that asks is skipped where there is no kubectl. */
    public String kustomized(String overlay) {
        return kustomizedAt("kubernetes/overlays/" + overlay);
    }

    /** The same of any directory below deployment/. */
    String kustomizedAt(String directory) {
        assumeKubectl();
        Ended ended = run(root, "", List.of("kubectl", "kustomize", directory));
        if (ended.exitCode() != 0) {
            throw new AssertionError(directory + " can't be built: " + ended.output());
        }
        return ended.output();
    }

    private static void assumeKubectl() {
        Assumptions.assumeTrue(
                SearchPath.find("kubectl").isPresent(),
                "kubectl isn't on the PATH, so nobody can say what the overlays come to");
    }

    private static Ended run(Path directory, String input, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.outputWriter().append(input).close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " goes on: " + output);
            }
            return new Ended(process.exitValue(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** How a command ended, and what it said on both streams. */
    record Ended(int exitCode, String output) {}
}
