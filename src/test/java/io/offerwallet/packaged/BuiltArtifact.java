package io.offerwallet.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;

/** What the build made that these tests run. */
final class BuiltArtifact {

    private BuiltArtifact() {}

    /** Whether it is a native binary. */
    static boolean isNative() {
        return Files.isExecutable(Path.of(System.getProperty("native.image.path", "none")))
                && properties(Path.of("target", "quarkus-artifact.properties"))
                        .getProperty("type", "")
                        .startsWith("native");
    }

    /** The locales that a binary is built with; {@code all} stands for every one. */
    static Set<String> locales() {
        String named = properties(Path.of("src", "main", "resources", "application.properties"))
                .getProperty("quarkus.locales", "");
        // What was said on Maven's command line comes first there, and gets here.
        return Set.of(System.getProperty("quarkus.locales", named).strip().split("\\s*,\\s*", -1));
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }
}
