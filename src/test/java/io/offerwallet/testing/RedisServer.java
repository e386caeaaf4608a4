package io.offerwallet.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/** A real redis-server on a port of its own, in memory alone. Closing it stops it. */
public final class RedisServer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(20);

    private final Path directory;
    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(Path directory, int port, List<String> options) {
        this.directory = directory;
        this.port = port;
        this.options = options;
        this.process = launch();
    }

    /** Starts one with options as on its command line, for example {@code "--maxmemory", "4mb"}. */
    public static RedisServer start(String... options) {
        try {
            return startIn(Files.createTempDirectory("redis"), freePort(), options);
        } catch (IOException noDirectory) {
            throw new UncheckedIOException(noDirectory);
        }
    }

    private static RedisServer startIn(Path directory, int port, String... options) {
        RedisServer server = new RedisServer(directory, port, List.of(options));
        server.awaitAnswer();
        return server;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://localhost:" + port;
    }

    /** A plain client of it, to look into it or to change its settings; to be closed. */
    public Jedis client() {
        return new Jedis("localhost", port, 5000);
    }

    /** Lets it hang: it keeps its connections and answers nothing. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    /** Ends it at once, as a crash would; its data is lost. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again, empty, after {@link #kill}. */
    public void restart() {
        process = launch();
        awaitAnswer();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
        try (var files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                executable().getPath(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(options);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("redis.log").toFile()))
                    .start();
        } catch (IOException noStart) {
            throw new UncheckedIOException(noStart);
        }
    }

    /** The one in embedded-redis' jar. */
    private File executable() {
        try {
            return ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
        } catch (IOException noExecutable) {
            throw new UncheckedIOException(noExecutable);
        }
    }

    private void awaitAnswer() {
        Awaitility.await().atMost(LONGEST_START).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("It ended: " + Files.readString(directory.resolve("redis.log")));
            }
            try (Jedis client = client()) {
                return "PONG".equals(client.ping());
            } catch (JedisException notYet) {
                return false;
            }
        });
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server goes on after SIGKILL");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void signal(String name) {
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }
}
