package io.offerwallet.testing;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The proxy as its callers have it: one call at a time, or many at once. */
public final class Proxy {

    public static final String WALLETS = "/v1/wallets";
    public static final String PURGE = WALLETS + "/purge";
    public static final String EVENTS = "/v1/events/sessionm";
    public static final String DROP_IN = "/offers/api/2.0/offers/get_user_offers";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Proxy() {}

    /** A request of the client that may read wallets. */
    public static RequestSpecification braze() {
        return given().auth().preemptive().basic("braze", "demo");
    }

    /** A request of the client that may purge. */
    public static RequestSpecification admin() {
        return given().auth().preemptive().basic("admin", "demo");
    }

    /** A request of the client that may send events. */
    public static RequestSpecification sessionm() {
        return given().auth().preemptive().basic("sessionm", "demo");
    }

    /** The user's simplified wallet; {@code options} are names and values of query parameters in turn. */
    public static Response get(String userId, String... options) {
        RequestSpecification request = braze();
        for (int i = 0; i < options.length; i += 2) {
            request.queryParam(options[i], options[i + 1]);
        }
        return request.get(WALLETS + "/" + userId);
    }

    /** The same with the options in a map. */
    public static Response get(String userId, Map<String, ?> options) {
        return braze().queryParams(options).get(WALLETS + "/" + userId);
    }

    /** The simplified wallet that this body of a POST asks for. */
    public static Response post(String json) {
        return braze().contentType(ContentType.JSON).body(json).post(WALLETS);
    }

    /** The user's first page as SessionM would send it. */
    public static Response dropIn(String userId) {
        return postDropIn("{\"user_id\":\"" + userId + "\",\"culture\":\"en-US\"}");
    }

    /** What SessionM would answer to this body. */
    public static Response postDropIn(String json) {
        return braze().contentType(ContentType.JSON).body(json).post(DROP_IN);
    }

    /** Purges the user and waits for the acknowledgement. */
    public static void purge(String userId) {
        admin().delete(WALLETS + "/" + userId).then().statusCode(204);
    }

    /** Purges the users together. */
    public static Response purge(List<String> userIds) {
        return admin().contentType(ContentType.JSON)
                .body(Map.of("user_ids", userIds))
                .post(PURGE);
    }

    /** Purges whom this body names. */
    public static Response postPurge(String json) {
        return admin().contentType(ContentType.JSON).body(json).post(PURGE);
    }

    /** Sends events as SessionM's webhook would. */
    public static Response postEvents(String json) {
        return sessionm().contentType(ContentType.JSON).body(json).post(EVENTS);
    }

    /** {@link #get(String, String...)} without waiting for the answer; {@code query} is empty or begins with a question mark. */
    public static CompletableFuture<HttpResponse<String>> getAsync(String userId, String query) {
        return CLIENT.sendAsync(as("braze", WALLETS + "/" + userId + query).build(), BodyHandlers.ofString());
    }

    /** A POST of JSON by the client that may read wallets, without waiting for the answer. */
    public static CompletableFuture<HttpResponse<String>> postAsync(String path, String json) {
        HttpRequest request = as("braze", path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder as(String client, String path) {
        String credential = Base64.getEncoder().encodeToString((client + ":demo").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + credential);
    }
}
