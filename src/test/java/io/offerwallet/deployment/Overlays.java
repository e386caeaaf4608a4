package io.offerwallet.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** All overlays there are, and what the load test makes of its own; each built once. */
final class Overlays {

    static final String PRODUCTION = "production";
    static final String PRODUCTION_REDIS_CLUSTER = "production-redis-cluster";
    static final String DEMO = "demo";
    static final String LOADTEST = "loadtest";

    /** The overlay of that name with a Job that makes a send, which isn't beside the others. */
    static final String LOADTEST_WITH_A_SEND = "loadtest with a send";

    private static final String SEND = "loadtest/kubernetes";

    private static final DeploymentFiles FILES = withSecrets();
    private static final ConcurrentMap<String, Manifests> BUILT = new ConcurrentHashMap<>();

    private Overlays() {}

    /** Their names, for {@code @MethodSource}. */
    static Stream<String> all() {
        try (Stream<Path> directories = Files.list(FILES.resolve("kubernetes/overlays"))) {
            return Stream.concat(
                    directories.map(directory -> directory.getFileName().toString()), Stream.of(LOADTEST_WITH_A_SEND))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those that serve real messages. */
    static Stream<String> production() {
        return List.of(PRODUCTION, PRODUCTION_REDIS_CLUSTER).stream();
    }

    static Manifests get(String overlay) {
        return BUILT.computeIfAbsent(
                overlay,
                name -> Manifests.read(
                        name.equals(LOADTEST_WITH_A_SEND) ? FILES.kustomizedAt(SEND) : FILES.kustomized(name)));
    }

    private static DeploymentFiles withSecrets() {
        DeploymentFiles files = DeploymentFiles.copy();
        files.makeSecrets();
        return files;
    }
}
