package io.offerwallet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;

/** A real redis-server on a port of its own, in memory alone. Closing it stops it. */
public final class RedisServer implements AutoCloseable {

    private final RedisProcess process;

    private RedisServer(RedisProcess process) {
        this.process = process;
    }

    /** Starts one with options as on its command line, for example {@code "--maxmemory", "4mb"}. */
    public static RedisServer start(String... options) {
        return startIn(RedisProcess.newDirectory(), options);
    }

    /**
     * Starts one with the files that it would have in a cluster.
     *
     * @param conf its configuration; directory, port and path of the ACL are other ones here
     */
    public static RedisServer configured(String conf, String acl) {
        int port = FreePort.next();
        Path directory = RedisProcess.newDirectory();
        try {
            Path file = Files.writeString(directory.resolve("redis.conf"), conf);
            Path aclFile = Files.writeString(directory.resolve("users.acl"), acl);
            List<String> arguments = List.of(
                    file.toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    directory.toString(),
                    "--aclfile",
                    aclFile.toString());
            return started(directory, port, arguments);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static RedisServer started(Path directory, int port, List<String> arguments) {
        RedisServer server = new RedisServer(new RedisProcess(directory, port, arguments));
        server.process.awaitAnswer();
        return server;
    }

    /** The same in a directory that exists and goes when it is closed. */
    static RedisServer startIn(Path directory, String... options) {
        int port = FreePort.next();
        List<String> arguments = new ArrayList<>(List.of(
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "no",
                // A replica that comes should not have to wait for others.
                "--repl-diskless-sync",
                "yes",
                "--repl-diskless-sync-delay",
                "0"));
        arguments.addAll(List.of(options));
        return started(directory, port, List.copyOf(arguments));
    }

    public int port() {
        return process.port();
    }

    public String url() {
        return "redis://localhost:" + port();
    }

    /** A plain client of it, to look into it or to change its settings; to be closed. */
    public Jedis client() {
        return process.client();
    }

    /** Whether its process runs; a paused one does. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Lets it hang: it keeps its connections and answers nothing. */
    public void pause() {
        process.signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        process.signal("CONT");
    }

    /** Ends it at once, as a crash would; its data is lost. */
    public void kill() {
        process.kill();
    }

    /** Starts it again, empty, after {@link #kill}. */
    public void restart() {
        process.restart();
    }

    @Override
    public void close() {
        process.close();
    }
}
