package io.offerwallet.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** What the build made that these tests run. */
final class BuiltArtifact {

    private static final Path BUILD = Path.of("target");

    private BuiltArtifact() {}

    /** Whether it is a native binary. */
    static boolean isNative() {
        return type().startsWith("native"); // or native-container, with an image of it
    }

    /** The binary, or the jar that starts the application. */
    static Path path() {
        return BUILD.resolve(artifact().getProperty("path")).toAbsolutePath();
    }

    /** The command that starts it, with these options of the virtual machine. */
    static List<String> command(String... javaOptions) {
        String path = path().toString();
        List<String> command = new ArrayList<>();
        switch (type()) {
            case "native" -> {
                command.add(path);
                command.addAll(List.of(javaOptions));
            }
            case "jar" -> {
                command.add(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
                command.addAll(List.of(javaOptions));
                command.addAll(List.of("-jar", path));
            }
            default -> throw new IllegalStateException("No way is known to start this: " + artifact());
        }
        return command;
    }

    /** The locales that a binary is built with; {@code all} stands for every one. */
    static Set<String> locales() {
        String named = properties(Path.of("src", "main", "resources", "application.properties"))
                .getProperty("quarkus.locales", "");
        // What was said on Maven's command line comes first there, and gets here.
        return Set.of(System.getProperty("quarkus.locales", named).strip().split("\\s*,\\s*", -1));
    }

    private static String type() {
        return artifact().getProperty("type", "");
    }

    /** What the last build made. What one before it made may lie about too, and is not what is to be tested. */
    private static Properties artifact() {
        return properties(BUILD.resolve("quarkus-artifact.properties"));
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
