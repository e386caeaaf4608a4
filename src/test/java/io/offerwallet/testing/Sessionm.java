package io.offerwallet.testing;

import io.restassured.RestAssured;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The {@link Simulator} in the process of the application that is tested. */
public final class Sessionm {

    private Sessionm() {}

    /** Changes how it behaves from now on, for example {@code behave("fault", "outage")}. */
    public static void behave(String setting, Object value) {
        here().behave(Map.of(setting, value));
    }

    /** Puts its behaviour back to what is configured, and lets go of what it holds. */
    public static void behaveAgain() {
        here().behaveAgain();
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
        return here().callsFor(userId);
    }

    /** How often it was asked since {@link #resetStats}. */
    public static int calls() {
        return here().totalCalls();
    }

    /** Counts from zero again. */
    public static void resetStats() {
        here().resetStats();
    }

    /** How many connections carried a call since {@link #resetStats}. */
    public static int connections() {
        return here().stats().required("connections").intValue();
    }

    /** Changes the user's wallet, as a redemption would: {@code revision} shows in the points, see the simulator. */
    public static void revise(String userId, int revision) {
        here().change(userId, Map.of("revision", revision));
    }

    /** Gives the user exactly this many offers. */
    public static void give(String userId, int offers) {
        here().change(userId, Map.of("offers", offers));
    }

    /** Takes the offer, by its {@code offer_id} or its id, away from the user who was given this many. */
    public static void revoke(String userId, int offers, String offerId) {
        here().change(userId, Map.of("offers", offers, "revoked_offer_ids", List.of(offerId)));
    }

    /** In which cultures the user's wallet was asked for since the start, and how often in each. */
    public static Map<String, Integer> culturesFor(String userId) {
        Map<String, Integer> counts = new TreeMap<>();
        here().statsOf(userId)
                .required("cultures")
                .properties()
                .forEach(culture ->
                        counts.put(culture.getKey(), culture.getValue().intValue()));
        return counts;
    }

    /** What SessionM itself answers to this body of {@code get_user_offers}. */
    public static byte[] answer(String body) {
        HttpResponse<byte[]> answer = here().answer(body).join();
        if (answer.statusCode() != 200) {
            throw new AssertionError("SessionM answers " + answer.statusCode());
        }
        return answer.body();
    }

    /** Asks SessionM itself, past the proxy, for a user's whole wallet. */
    public static CompletableFuture<String> ask(String userId, String culture) {
        String body = "{\"retailer_id\":\"%s\",\"user_id\":\"%s\",\"culture\":\"%s\"}"
                .formatted(Simulator.RETAILER, userId, culture);
        return here().answer(body).thenApply(answer -> new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** The revision that an available-points number tells. */
    public static int revisionIn(Number availablePoints) {
        return availablePoints.intValue() % 1000;
    }

    private static Simulator here() {
        return Simulator.at(RestAssured.port);
    }
}
