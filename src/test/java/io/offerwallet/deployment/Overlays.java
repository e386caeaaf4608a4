package io.offerwallet.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** All overlays there are, each built once. */
final class Overlays {

    static final String PRODUCTION = "production";
    static final String PRODUCTION_REDIS_CLUSTER = "production-redis-cluster";
    static final String DEMO = "demo";
    static final String LOADTEST = "loadtest";

    private static final DeploymentFiles FILES = withSecrets();
    private static final ConcurrentMap<String, Manifests> BUILT = new ConcurrentHashMap<>();

    private Overlays() {}

    /** Their names, for {@code @MethodSource}. */
    static Stream<String> all() {
        try (Stream<Path> directories = Files.list(FILES.resolve("kubernetes/overlays"))) {
            return directories.map(directory -> directory.getFileName().toString()).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those that serve real messages. */
    static Stream<String> production() {
        return List.of(PRODUCTION, PRODUCTION_REDIS_CLUSTER).stream();
    }

    static Manifests get(String overlay) {
        return BUILT.computeIfAbsent(overlay, name -> Manifests.read(FILES.kustomized(name)));
    }

    private static DeploymentFiles withSecrets() {
        DeploymentFiles files = DeploymentFiles.copy();
        files.makeSecrets();
        return files;
    }
}
