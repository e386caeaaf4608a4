package io.offerwallet.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The application's clock, moved over HTTP; the simulator goes by it too. It stands right when a test begins. */
public final class MovableClock {

    private static final String CLOCK = Simulator.ROOT + "/clock";

    private volatile Duration ahead = Duration.ZERO;

    /** The application's time; it runs on this machine, so what it knows of the time we know without asking. */
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    /** Puts the clock forward by {@code time}, seen from where it stands. */
    public void goOn(Duration time) {
        put(Map.of("ahead", ahead.plus(time).toString()));
    }

    /** Puts the clock to {@code time}, from where it goes on. */
    public void goOnFrom(Instant time) {
        put(Map.of("now", time.toString()));
    }

    private void put(Map<String, String> time) {
        heed(given().contentType(ContentType.JSON).body(time).put(CLOCK));
    }

    /** Back to the system's time. */
    static void putBack() {
        given().delete(CLOCK).then().statusCode(200);
    }

    private void heed(Response moved) {
        ahead = Duration.parse(moved.then().statusCode(200).extract().path("ahead"));
    }
}
