package io.offerwallet.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A hand on the simulator at a port of this machine, over HTTP as anyone would have it. Thread-safe. */
public final class Simulator {

    public static final String ROOT = "/simulator/sessionm";
    public static final String AUTHORIZATION = "Basic c2Vzc2lvbm06ZGVtbw==";
    public static final String RETAILER = "7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11";

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;

    private Simulator(int port) {
        this.port = port;
    }

    public static Simulator at(int port) {
        return new Simulator(port);
    }

    /** What the proxy has as the URL of SessionM. */
    public String url() {
        return "http://localhost:" + port + ROOT;
    }

    /** Changes how it behaves from now on, for example {@code behave(Map.of("fault", "outage"))}. */
    public void behave(Map<String, ?> behaviour) {
        call("PUT", "/behaviour", json(behaviour), 200);
    }

    /** Puts its behaviour back to what is configured, and lets go of what it holds. */
    public void behaveAgain() {
        call("DELETE", "/behaviour", BodyPublishers.noBody(), 200);
    }

    /** What it has counted since {@link #resetStats}; docs/simulator.md tells the fields. */
    public JsonNode stats() {
        return tree(call("GET", "/stats", BodyPublishers.noBody(), 200));
    }

    /** How often the user's wallet was asked for, and in which cultures. */
    public JsonNode statsOf(String userId) {
        return tree(call("GET", "/stats?user_id=" + userId, BodyPublishers.noBody(), 200));
    }

    public int callsFor(String userId) {
        return statsOf(userId).required("calls").intValue();
    }

    public int totalCalls() {
        return stats().required("total_calls").intValue();
    }

    /** Counts from zero again. */
    public void resetStats() {
        call("DELETE", "/stats", BodyPublishers.noBody(), 204);
    }

    /** Changes the user's wallet: all that is left out is as if it had never happened. */
    public void change(String userId, Map<String, ?> change) {
        call("PUT", "/users/" + userId, json(change), 200);
    }

    /** What it answers to this body of {@code get_user_offers}. */
    public CompletableFuture<HttpResponse<byte[]>> answer(String body) {
        HttpRequest request = request(Proxy.DROP_IN)
                .header("Authorization", AUTHORIZATION)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofByteArray());
    }

    /** A user's whole wallet, asked for past the proxy. */
    public JsonNode wallet(String userId, String culture) {
        HttpResponse<byte[]> answer = answer("{\"retailer_id\":\"%s\",\"user_id\":\"%s\",\"culture\":\"%s\"}"
                        .formatted(RETAILER, userId, culture))
                .join();
        return tree(expect(200, answer)).required("payload");
    }

    private byte[] call(String method, String path, BodyPublisher body, int status) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            return expect(status, CLIENT.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(30));
    }

    private static byte[] expect(int status, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError("The simulator answers " + answer.statusCode() + " to " + answer.request());
        }
        return answer.body();
    }

    private static BodyPublisher json(Map<String, ?> fields) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(fields));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
