package io.offerwallet.packaged;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** A limit of memory, as the kernel keeps it for a container. Closing it takes it away, once its process has ended. */
final class Cgroup implements AutoCloseable {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Path directory;
    private final boolean secondVersion;

    private Cgroup(Path directory, boolean secondVersion) {
        this.directory = directory;
        this.secondVersion = secondVersion;
    }

    /** Empty where the kernel lets us have none. */
    static Optional<Cgroup> ofAtMost(long bytes) {
        boolean secondVersion = Files.exists(ROOT.resolve("cgroup.controllers"));
        Path parent = secondVersion ? ROOT : ROOT.resolve("memory");
        Path directory = parent.resolve("offer-wallet-" + UUID.randomUUID());
        Path limit = directory.resolve(secondVersion ? "memory.max" : "memory.limit_in_bytes");
        try {
            Files.createDirectory(directory);
            if (!Files.isWritable(limit)) {
                Files.delete(directory);
                return Optional.empty();
            }
            Files.writeString(limit, Long.toString(bytes));
            return Optional.of(new Cgroup(directory, secondVersion));
        } catch (IOException notAllowed) {
            return Optional.empty();
        }
    }

    /** The directory whose {@code cgroup.procs} a process is to be written to. */
    Path directory() {
        return directory;
    }

    /** How often the kernel has killed a process because of the limit. */
    long killed() {
        Path events = directory.resolve(secondVersion ? "memory.events" : "memory.oom_control");
        try {
            return Files.readAllLines(events).stream()
                    .filter(line -> line.startsWith("oom_kill "))
                    .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length())))
                    .sum();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        // A group that a process is in, and be it ending, can't be removed.
        await().ignoreExceptions().until(() -> Files.deleteIfExists(directory) || Files.notExists(directory));
    }
}
