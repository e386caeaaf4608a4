package io.offerwallet.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/**
 * A process of the redis-server in embedded-redis' jar, on the loopback interface, with a directory of its own. It ends
 * with this virtual machine at the latest.
 */
final class RedisProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "end of redis-servers"));
    }

    private final Path directory;
    private final int port;
    private final List<String> arguments;
    private Process process;

    /** Starts it without waiting for it. {@code port} is where it can be asked, by the arguments or what they lead to. */
    RedisProcess(Path directory, int port, List<String> arguments) {
        this.directory = directory;
        this.port = port;
        this.arguments = arguments;
        this.process = launch();
    }

    static Path newDirectory() {
        try {
            return Files.createTempDirectory("redis");
        } catch (IOException noDirectory) {
            throw new UncheckedIOException(noDirectory);
        }
    }

    int port() {
        return port;
    }

    Jedis client() {
        return new Jedis("127.0.0.1", port, 5000);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void awaitAnswer() {
        Awaitility.await()
                .atMost(LONGEST_START)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("It ended: " + Files.readString(log()));
                    }
                    try (Jedis client = client()) {
                        return "PONG".equals(client.ping());
                    } catch (JedisException notYet) {
                        // Whoever asks for a password first is there, too.
                        return String.valueOf(notYet.getMessage()).startsWith("NOAUTH");
                    }
                });
    }

    void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + status);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server goes on after SIGKILL");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        RUNNING.remove(process);
    }

    void restart() {
        process = launch();
        awaitAnswer();
    }

    @Override
    public void close() {
        kill();
        try (var files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path log() {
        return directory.resolve("redis.log");
    }

    private Process launch() {
        List<String> command = new ArrayList<>();
        command.add(Executable.PATH);
        command.addAll(arguments);
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            RUNNING.add(started);
            return started;
        } catch (IOException noStart) {
            throw new UncheckedIOException(noStart);
        }
    }

    /** Unpacked once, as it is large. */
    private static final class Executable {

        static final String PATH = unpack();

        private static String unpack() {
            try {
                File directory = Files.createTempDirectory("redis-server").toFile();
                directory.deleteOnExit();
                File executable =
                        ExecutableProvider.newJarResourceProvider(directory).get();
                executable.deleteOnExit();
                return executable.getPath();
            } catch (IOException noExecutable) {
                throw new UncheckedIOException(noExecutable);
            }
        }
    }
}
