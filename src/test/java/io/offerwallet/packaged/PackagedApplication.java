package io.offerwallet.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of the packaged application, on ports of its own. Closing it stops it. */
final class PackagedApplication implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Process process;
    private final Path output;
    private final int port;
    private final int managementPort;

    private PackagedApplication(Process process, Path output, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Starts a process, without waiting for it; none of our own environment is handed on but what Java needs. When it is told
     * to end it doesn't wait for load balancers, unless the environment says so.
     */
    static PackagedApplication launch(Map<String, String> environment, String... javaOptions) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("QUARKUS_SHUTDOWN_DELAY", "0s");
        return launch(BuiltArtifact.command(javaOptions), all);
    }

    /** Starts a process by this command, without waiting for it, with this environment and ports of its own. */
    static PackagedApplication launch(List<String> command, Map<String, String> environment) {
        int port = FreePort.next();
        int managementPort = FreePort.next();
        try {
            Path output = Files.createTempFile("proxy", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
            builder.environment().putAll(environment);
            builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
            builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
            return new PackagedApplication(builder.start(), output, port, managementPort);
        } catch (IOException noStart) {
            throw new UncheckedIOException(noStart);
        }
    }

    /** Starts a process and waits until it is ready. */
    static PackagedApplication start(Map<String, String> environment, String... javaOptions) {
        PackagedApplication proxy = launch(environment, javaOptions);
        proxy.awaitReady();
        return proxy;
    }

    /** Waits until it is ready. */
    void awaitReady() {
        await().atMost(LONGEST_START).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("It ended: " + output());
            }
            return isReady();
        });
    }

    /** Whether it says so now; what is not there isn't. */
    boolean isReady() {
        try {
            return management("/q/health/ready").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Waits until the process has ended by itself. */
    int exitCode() {
        try {
            if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The process goes on: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What it has written so far, on both streams. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Tells it to end, without waiting for it. */
    void terminate() {
        process.destroy();
    }

    /** Ends it at once, as a crash would. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    HttpResponse<String> get(String path, @Nullable String basic) {
        return send(request(port, path, basic).GET().build());
    }

    HttpResponse<String> post(String path, @Nullable String basic, String json) {
        return send(request(port, path, basic)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    HttpResponse<String> management(String path) {
        return send(request(managementPort, path, null).GET().build());
    }

    private static HttpRequest.Builder request(int port, String path, @Nullable String basic) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20));
        if (basic != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8)));
        }
        return request;
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
