package io.offerwallet.simulator;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls the simulator over HTTP, as the proxy and as whoever controls a test. */
final class SessionmCaller {
    static final String CREDENTIAL = "Basic c2Vzc2lvbm06ZGVtbw==";
    static final String RETAILER = "7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SessionmCaller() {}

    static String counted(int offers) {
        return "00000000-0000-4000-8000-1000%08d".formatted(offers);
    }

    static ObjectNode body(String user) {
        return JSON.createObjectNode().put("retailer_id", RETAILER).put("user_id", user);
    }

    static HttpRequest.Builder request(String user) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + SimulatorRoutes.OFFERS))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", CREDENTIAL)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(user).toString()));
    }

    static CompletableFuture<HttpResponse<byte[]>> send(String user) {
        return CLIENT.sendAsync(request(user).build(), BodyHandlers.ofByteArray());
    }

    static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        try {
            return CLIENT.send(request, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    static HttpResponse<byte[]> ask(String user) {
        try {
            return send(request(user).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Back to what is configured, without latency, and with nothing counted. */
    static void calm() {
        given().delete(SimulatorRoutes.BEHAVIOUR).then().statusCode(200);
        behave("{\"latency_median_ms\":0}");
        // A caller of the test before may have left without its answer, which is counted when its connection is gone.
        await().pollDelay(Duration.ZERO)
                .until(() -> given().get(SimulatorRoutes.STATS).path("in_flight"), equalTo(0));
        given().delete(SimulatorRoutes.STATS).then().statusCode(204);
    }

    static void behave(String changes) {
        given().body(changes).put(SimulatorRoutes.BEHAVIOUR).then().statusCode(200);
    }

    static void changeUser(String user, String change) {
        given().body(change).put(user(user)).then().statusCode(200);
    }

    static String user(String user) {
        return SimulatorRoutes.USER.replace(":user_id", user);
    }

    static JsonNode stats() {
        try {
            return JSON.readTree(given().get(SimulatorRoutes.STATS).asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int inFlight() {
        return stats().required("in_flight").intValue();
    }
}
