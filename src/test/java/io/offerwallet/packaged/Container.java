package io.offerwallet.packaged;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the container that a Dockerfile describes is run, without an engine: the same command in a file system that can't be written,
 * with nothing in it but what the image has, by the same user.
 */
final class Container {

    private static final Path SCRIPT = Path.of("src", "test", "resources", "packaged", "container.sh");
    private static final Path DOCKERFILES = Path.of("deployment", "docker");
    private static final Pattern INSTRUCTION = Pattern.compile("(?m)^(ENTRYPOINT|USER|WORKDIR) (.*)$");
    private static final String BINARY = "/offer-wallet-proxy";

    private Container() {}

    /** Whether this is Linux, and we may do what an engine does. */
    static boolean isPossible() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("user.name").equals("root")
                && Stream.of("unshare", "setpriv", "chroot")
                        .allMatch(tool -> Stream.of(System.getenv("PATH").split(":", -1))
                                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool))));
    }

    /** Starts what was built, without waiting for it, with such files of secrets. */
    static PackagedApplication launch(
            Map<String, String> environment, Map<String, String> secrets, Optional<Cgroup> memory) {
        String dockerfile = dockerfile();
        String user = instruction(dockerfile, "USER").orElseThrow();
        List<String> command = new ArrayList<>(List.of(
                SCRIPT.toAbsolutePath().toString(),
                user,
                memory.map(limit -> limit.directory().toString()).orElse("-")));
        if (!secrets.isEmpty()) {
            command.add(asMounted(secrets, user) + ":" + environment.get("WALLET_SECRETS_DIR"));
        }
        command.addAll(BuiltArtifact.isNative() ? binary() : jar(dockerfile));
        command.addAll(entryPoint(dockerfile));
        return PackagedApplication.launch(command, environment);
    }

    /** The C library and zlib come with the base image; here they are the machine's. */
    private static List<String> binary() {
        return List.of("/usr/lib:/usr/lib", "/usr/lib64:/usr/lib64", BuiltArtifact.path() + ":" + BINARY, "--");
    }

    /** So does the JVM. */
    private static List<String> jar(String dockerfile) {
        String directory = instruction(dockerfile, "WORKDIR").orElseThrow();
        List<String> binds =
                new ArrayList<>(List.of("/usr:/usr", BuiltArtifact.path().getParent() + ":" + directory));
        String java = System.getProperty("java.home");
        if (!java.startsWith("/usr/")) {
            binds.add(java + ":" + java);
        }
        // Where Debian keeps the JDK's own settings.
        try (Stream<Path> files = Files.list(Path.of("/etc"))) {
            files.map(Path::toString)
                    .filter(file -> file.startsWith("/etc/java-"))
                    .forEach(file -> binds.add(file + ":" + file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        binds.addAll(List.of("--", "/usr/bin/env", "-C", directory));
        return binds;
    }

    private static List<String> entryPoint(String dockerfile) {
        try {
            List<String> command = JsonMapper.builder()
                    .build()
                    .readValue(
                            instruction(dockerfile, "ENTRYPOINT").orElseThrow(), new TypeReference<List<String>>() {});
            if (command.get(0).equals("java")) {
                command.set(
                        0,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
            }
            return command;
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static String dockerfile() {
        try {
            return Files.readString(
                            DOCKERFILES.resolve(BuiltArtifact.isNative() ? "Dockerfile.native" : "Dockerfile.jvm"))
                    .replace("\\\n", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<String> instruction(String dockerfile, String name) {
        Matcher instruction = INSTRUCTION.matcher(dockerfile);
        return instruction
                .results()
                .filter(result -> result.group(1).equals(name))
                .map(result -> result.group(2).strip())
                .findFirst();
    }

    /** As kubelet mounts a Secret with {@code defaultMode: 0440}: root's, and the user's group may read it. */
    private static Path asMounted(Map<String, String> secrets, String user) {
        try {
            Path directory = Files.createTempDirectory("secrets");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (Map.Entry<String, String> secret : secrets.entrySet()) {
                Path file = Files.writeString(directory.resolve(secret.getKey()), secret.getValue());
                Files.setAttribute(file, "unix:gid", Integer.parseInt(user));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
            }
            return directory;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** What Linux says of a process, by {@code field}. */
    static String status(long pid, String field) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(field + ":"))
                    .map(line -> Arrays.asList(line.split("\\s+", -1)).get(1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
