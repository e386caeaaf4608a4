package io.offerwallet.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One proxy of a {@link Deployment}. Closing it stops it. */
final class Pod implements AutoCloseable {

    static final String EN = "en-US";
    static final String FR = "fr-FR";

    /** What clients have unless a test says otherwise. */
    static final String SECRET = "a-client-secret-of-our-own";

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String name;
    private final PackagedApplication process;
    private volatile boolean killed;

    private Pod(String name, PackagedApplication process) {
        this.name = name;
        this.process = process;
    }

    /** Starts one without waiting for it. */
    static Pod launch(String name, Map<String, String> settings, String... javaOptions) {
        return new Pod(name, PackagedApplication.launch(settings, javaOptions));
    }

    /** The clients that its settings must name. */
    static Map<String, String> clients() {
        return Map.of(
                "WALLET_CLIENTS_BRAZE_SECRETS", SECRET,
                "WALLET_CLIENTS_ADMIN_SECRETS", SECRET,
                "WALLET_CLIENTS_ADMIN_ROLES", "admin");
    }

    String name() {
        return name;
    }

    PackagedApplication process() {
        return process;
    }

    /** Asks for a wallet and waits for it. */
    Answer wallet(String userId) {
        return ask(userId, EN).join();
    }

    /** Asks for a wallet. */
    CompletableFuture<Answer> ask(String userId, String culture) {
        return send(request("braze", "/v1/wallets/" + userId + "?culture=" + culture)
                .GET()
                .build());
    }

    /** Asks for a wallet by POST. */
    CompletableFuture<Answer> post(String userId, String culture) {
        return post(userId, culture, SECRET);
    }

    /** Asks for a wallet by POST, with a secret that Braze has just now. */
    CompletableFuture<Answer> post(String userId, String culture, String secret) {
        String body = "{\"user_id\":\"%s\",\"culture\":\"%s\"}".formatted(userId, culture);
        return send(request("braze", secret, "/v1/wallets")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Purges a user and waits for what is answered. */
    Answer purge(String userId) {
        return send(request("admin", "/v1/wallets/" + userId).DELETE().build()).join();
    }

    /** What it says of Redis: {@code ok} or {@code degraded}; it must be ready either way. */
    String redisState() {
        HttpResponse<String> health = process.management("/q/health/ready");
        if (health.statusCode() != 200) {
            throw new AssertionError(name + " isn't ready: " + health.body());
        }
        try {
            for (JsonNode check : JSON.readTree(health.body()).required("checks")) {
                if (check.required("name").asText().equals("redis")) {
                    return check.required("data").required("state").asText();
                }
            }
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
        throw new AssertionError("Nothing is said of Redis: " + health.body());
    }

    /** How many requests wait for SessionM. */
    int waiting() {
        return (int) metric("wallet_waiting");
    }

    /** What it says of a metric without labels. */
    double metric(String name) {
        return process.management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Ends it as a crash would; requests under way get no answer. */
    void kill() {
        // First, so that an answer that breaks off is never taken for one of a pod that lives.
        killed = true;
        process.kill();
    }

    /** Whether it hasn't been killed. */
    boolean isAlive() {
        return !killed && process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public String toString() {
        return name;
    }

    /** What a client sends to be let in. */
    static String authorization(String client) {
        return authorization(client, SECRET);
    }

    private static String authorization(String client, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(UTF_8));
    }

    private HttpRequest.Builder request(String client, String path) {
        return request(client, SECRET, path);
    }

    private HttpRequest.Builder request(String client, String secret, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + process.port() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", authorization(client, secret));
    }

    private static CompletableFuture<Answer> send(HttpRequest request) {
        Instant sent = Instant.now();
        long start = System.nanoTime();
        return HTTP.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> new Answer(response, sent, Duration.ofNanos(System.nanoTime() - start)));
    }
}
