package io.offerwallet.packaged;

import io.offerwallet.testing.SearchPath;
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
import java.util.stream.Stream;

/**
 * A process run as a container engine would run it, without one: the image's command in a file system that can't be written, with
 * nothing in it but what the image has, by the image's user.
 */
final class Container {

    private static final Path SCRIPT = Path.of("src", "test", "resources", "packaged", "container.sh");

    private Container() {}

    /** Whether this is Linux, and we may do what an engine does. */
    static boolean isPossible() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("user.name").equals("root")
                && Stream.of("unshare", "setpriv", "chroot")
                        .allMatch(tool -> SearchPath.find(tool).isPresent());
    }

    /** Starts it, without waiting for it, with such files of secrets. */
    static PackagedApplication launch(
            Image image, Map<String, String> environment, Map<String, String> secrets, Optional<Cgroup> memory) {
        List<String> command = new ArrayList<>(List.of(
                SCRIPT.toAbsolutePath().toString(),
                image.user(),
                memory.map(limit -> limit.directory().toString()).orElse("-")));
        if (!secrets.isEmpty()) {
            command.add(asMounted(secrets, image.user()) + ":" + environment.get("WALLET_SECRETS_DIR"));
        }
        command.addAll(image.binds());
        command.add("--");
        command.addAll(image.command());
        return PackagedApplication.launch(command, environment);
    }

    /** As kubelet mounts a Secret with {@code defaultMode: 0440}: root's, and the user's group may read it. */
    private static Path asMounted(Map<String, String> secrets, String user) {
        try {
            Path directory =
                    Files.createTempDirectory(Path.of("target"), "secrets").toAbsolutePath();
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
