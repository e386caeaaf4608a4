package io.offerwallet.testing;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** A hand on the simulator, over HTTP as anyone would have it. */
public final class Sessionm {

    static final String ROOT = "/simulator/sessionm";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Sessionm() {}

    /** Changes how it behaves from now on, for example {@code behave("fault", "outage")}. */
    public static void behave(String setting, Object value) {
        given().contentType(ContentType.JSON)
                .body(Map.of(setting, value))
                .put(ROOT + "/behaviour")
                .then()
                .statusCode(200);
    }

    /** Puts its behaviour back to what is configured, and lets go of what it holds. */
    public static void behaveAgain() {
        given().delete(ROOT + "/behaviour").then().statusCode(200);
    }

    /** Makes the calls while SessionM answers nobody. */
    public static void whileDown(Runnable calls) {
        behave("fault", "outage");
        try {
            calls.run();
        } finally {
            behaveAgain();
        }
    }

    /** How often the user's wallet was asked for since the start. */
    public static int callsFor(String userId) {
        return given().queryParam("user_id", userId)
                .get(ROOT + "/stats")
                .then()
                .statusCode(200)
                .extract()
                .path("calls");
    }

    /** Counts from zero again. */
    public static void resetStats() {
        given().delete(ROOT + "/stats").then().statusCode(204);
    }

    /** How many connections carried a call since {@link #resetStats}. */
    public static int connections() {
        return given().get(ROOT + "/stats").then().statusCode(200).extract().path("connections");
    }

    /** Changes the user's wallet, as a redemption would: {@code revision} shows in the points, see the simulator. */
    public static void revise(String userId, int revision) {
        given().contentType(ContentType.JSON)
                .body(Map.of("revision", revision))
                .put(ROOT + "/users/" + userId)
                .then()
                .statusCode(200);
    }

    /** Gives the user exactly this many offers. */
    public static void give(String userId, int offers) {
        given().contentType(ContentType.JSON)
                .body(Map.of("offers", offers))
                .put(ROOT + "/users/" + userId)
                .then()
                .statusCode(200);
    }

    /** Takes the offer, by its {@code offer_id} or its id, away from the user who was given this many. */
    public static void revoke(String userId, int offers, String offerId) {
        given().contentType(ContentType.JSON)
                .body(Map.of("offers", offers, "revoked_offer_ids", List.of(offerId)))
                .put(ROOT + "/users/" + userId)
                .then()
                .statusCode(200);
    }

    /** In which cultures the user's wallet was asked for since the start, and how often in each. */
    public static Map<String, Integer> culturesFor(String userId) {
        return given().queryParam("user_id", userId)
                .get(ROOT + "/stats")
                .then()
                .statusCode(200)
                .extract()
                .path("cultures");
    }

    /** What SessionM itself answers to this body of {@code get_user_offers}. */
    public static byte[] answer(String body) {
        return given().header("Authorization", "Basic c2Vzc2lvbm06ZGVtbw==")
                .contentType(ContentType.JSON)
                .body(body)
                .post(ROOT + "/offers/api/2.0/offers/get_user_offers")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    /** Asks SessionM itself, past the proxy, for a user's whole wallet. */
    public static CompletableFuture<HttpResponse<String>> ask(String userId, String culture) {
        Config config = ConfigProvider.getConfig();
        String body = "{\"retailer_id\":\"%s\",\"user_id\":\"%s\",\"culture\":\"%s\"}"
                .formatted(config.getValue("sessionm.retailer-id", String.class), userId, culture);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + ROOT + Proxy.DROP_IN))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", config.getValue("sessionm.connect.authorization", String.class))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString());
    }

    /** The revision that an available-points number tells. */
    public static int revisionIn(Number availablePoints) {
        return availablePoints.intValue() % 1000;
    }
}
