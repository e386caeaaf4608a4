package io.offerwallet.simulator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.offerwallet.testing.Undo;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SimulatorControlTest implements Undo {
    private static final String USER = SessionmCaller.counted(5);

    @BeforeEach
    void calm() {
        SessionmCaller.calm();
    }

    @AfterEach
    void forget() {
        given().delete(SessionmCaller.user(USER)).then().statusCode(200);
    }

    @Test
    void aChangeAnswersTheWholeBehaviourAndDeletingItRestoresTheConfiguredOne() {
        given().body("{\"rate_limit\":9,\"fault\":\"outage\",\"latency_median_ms\":7}")
                .put(SimulatorRoutes.BEHAVIOUR)
                .then()
                .statusCode(200)
                .body("rate_limit", equalTo(9))
                .body("fault", equalTo("outage"))
                .body("latency_median_ms", equalTo(7))
                .body("latency_tail_ms", equalTo(400))
                .body("error_rate", equalTo(0.0f))
                .body("retry_after_seconds", equalTo(1));

        given().delete(SimulatorRoutes.BEHAVIOUR).then().statusCode(200).body("rate_limit", equalTo(0));

        given().get(SimulatorRoutes.BEHAVIOUR)
                .then()
                .statusCode(200)
                .body("latency_median_ms", equalTo(0))
                .body("fault", equalTo("none"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rate_limit\":9,\"colour\":1}",
                "{\"rate_limit\":9,\"error_rate\":2}",
                "{\"rate_limit\":9,\"fault\":\"x\"}",
                "{\"rate_limit\":9",
                "[9]",
                ""
            })
    void aBadChangeIsRefusedWhole(String changes) {
        given().body(changes)
                .put(SimulatorRoutes.BEHAVIOUR)
                .then()
                .statusCode(400)
                .body("error", not(emptyOrNullString()));

        given().get(SimulatorRoutes.BEHAVIOUR)
                .then()
                .body("rate_limit", equalTo(0))
                .body("fault", equalTo("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "hold", "outage"})
    void heldCallsAreReleasedByAnyChangeAndTellOfTheTimeTheyArrived(String next) {
        SessionmCaller.behave("{\"fault\":\"hold\"}");
        var held = Stream.generate(() -> SessionmCaller.send(USER)).limit(3).toList();
        await().until(() -> SessionmCaller.inFlight() == 3);
        SessionmCaller.changeUser(USER, "{\"revision\":4}");
        assertThat(held).noneMatch(CompletableFuture::isDone);

        SessionmCaller.behave("{\"fault\":\"" + next + "\"}");

        assertThat(held).allMatch(call -> revision(call.join()) == 0);
        assertThat(SessionmCaller.inFlight()).isZero();
    }

    @Test
    void heldCallsAreReleasedByRestoringTheBehaviour() {
        SessionmCaller.behave("{\"fault\":\"hold\"}");
        var held = SessionmCaller.send(USER);
        await().until(() -> SessionmCaller.inFlight() == 1);

        given().delete(SimulatorRoutes.BEHAVIOUR).then().statusCode(200);

        assertThat(held.join().statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusedChangeReleasesNobody() {
        SessionmCaller.behave("{\"fault\":\"hold\"}");
        var held = SessionmCaller.send(USER);
        await().until(() -> SessionmCaller.inFlight() == 1);

        given().body("{\"fault\":\"x\"}").put(SimulatorRoutes.BEHAVIOUR).then().statusCode(400);

        assertThat(SessionmCaller.inFlight()).isEqualTo(1);
        SessionmCaller.behave("{}");
        assertThat(held.join().statusCode()).isEqualTo(200);
    }

    @Test
    void callsAreCountedByUserCultureAndStatus() {
        SessionmCaller.ask(USER);
        SessionmCaller.ask(USER);
        SessionmCaller.ask("00000000-0000-4000-8000-404100000000");
        given().contentType("application/json")
                .body(SessionmCaller.body(USER).put("culture", "fr-CA").toString())
                .post(SimulatorRoutes.OFFERS)
                .then()
                .statusCode(401);

        given().get(SimulatorRoutes.STATS)
                .then()
                .statusCode(200)
                .body("total_calls", equalTo(4))
                .body("in_flight", equalTo(0))
                .body("max_in_flight", equalTo(1))
                .body("by_status", equalTo(Map.of("200", 2, "401", 1, "404", 1)))
                .body("calls_by_user.'" + USER + "'", equalTo(3))
                .body("calls_by_culture", equalTo(Map.of("en-US", 3, "fr-CA", 1)));
        given().queryParam("user_id", USER)
                .get(SimulatorRoutes.STATS)
                .then()
                .statusCode(200)
                .body("user_id", equalTo(USER))
                .body("calls", equalTo(3))
                .body("cultures", equalTo(Map.of("en-US", 2, "fr-CA", 1)));

        given().delete(SimulatorRoutes.STATS).then().statusCode(204);

        given().get(SimulatorRoutes.STATS)
                .then()
                .body("total_calls", equalTo(0))
                .body("calls_by_user", anEmptyMap());
    }

    @Test
    void connectionsThatCarryCallsAreCounted() {
        for (int caller = 0; caller < 3; caller++) {
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .sendAsync(SessionmCaller.request(USER).build(), BodyHandlers.ofByteArray())
                    .join();
        }

        assertThat(SessionmCaller.stats().required("connections").intValue()).isEqualTo(3);
    }

    @Test
    void theClockCanBePutForwardFromTheSystemsTimeOrToAnInstantAndBack() {
        assertThat(clock("ahead")).isEqualTo("PT0S");

        move("{\"ahead\":\"P40DT1S\"}");
        assertThat(clock("ahead")).isEqualTo("PT960H1S");
        assertThat(Instant.parse(clock("now")))
                .isCloseTo(Instant.now().plus(Duration.ofDays(40)), within(1, ChronoUnit.MINUTES));

        move("{\"now\":\"2031-01-05T23:59:59Z\"}");
        assertThat(Instant.parse(clock("now")))
                .isBetween(Instant.parse("2031-01-05T23:59:59Z"), Instant.parse("2031-01-06T00:01:00Z"));
        assertThat(SessionmCaller.ask(USER).body()).asString().contains("2031-").doesNotContain("2026-");

        given().delete(SimulatorRoutes.CLOCK).then().statusCode(200).body("ahead", equalTo("PT0S"));
        assertThat(clock("ahead")).isEqualTo("PT0S");
        assertThat(Instant.parse(clock("now"))).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ahead\":\"61\"}",
                "{\"ahead\":61}",
                "{\"ahead\":\"PT99999999H\"}",
                "{\"ahead\":\"PT-99999999H\"}",
                "{\"ahead\":\"PT-9223372036854775808S\"}",
                "{\"ahead\":\"PT61S\",\"now\":\"2031-01-05T23:59:59Z\"}",
                "{\"ahead\":\"PT61S\",\"by\":1}",
                "{\"now\":\"tomorrow\"}",
                "{\"now\":\"2031-01-05\"}",
                "{\"now\":\"+1000000000-12-31T23:59:59Z\"}",
                "{}",
                "[]",
                ""
            })
    void aBadTimeIsRefusedAndTheClockGoesOnAsItWas(String time) {
        move("{\"ahead\":\"PT7S\"}");

        given().body(time).put(SimulatorRoutes.CLOCK).then().statusCode(400).body("error", not(emptyOrNullString()));

        assertThat(clock("ahead")).isEqualTo("PT7S");
    }

    @Test
    void statsOfNobodyAreRefused() {
        given().queryParam("user_id", "somebody")
                .get(SimulatorRoutes.STATS)
                .then()
                .statusCode(400)
                .body("error", equalTo("user_id must be a GUID"));
    }

    @Test
    void aUserCanBeChangedReadAndForgotten() {
        assertThat(revision(SessionmCaller.ask(USER))).isZero();

        SessionmCaller.changeUser(USER, "{\"revision\":4,\"offers\":2}");

        var changed = Wallet.read(SessionmCaller.ask(USER).body());
        assertThat(changed.revision()).isEqualTo(4);
        assertThat(changed.offers()).hasSize(2);
        given().get(SessionmCaller.user(USER))
                .then()
                .body("revision", equalTo(4))
                .body("offers", equalTo(2));

        given().delete(SessionmCaller.user(USER)).then().statusCode(200);

        assertThat(revision(SessionmCaller.ask(USER))).isZero();
    }

    @Test
    void pointsAndFieldsOfOffersCanBeSaid() {
        SessionmCaller.changeUser(
                USER,
                "{\"available_points\":100,\"offer_fields\":{\"name\":\"<b>50 % \\\"off\\\"</b>\",\"description\":null}}");

        var changed = Wallet.read(SessionmCaller.ask(USER).body());
        assertThat(changed.payload().required("available_points").intValue()).isEqualTo(100);
        assertThat(changed.texts("name")).hasSize(5).containsOnly("<b>50 % \"off\"</b>");
        assertThat(changed.offers()).noneMatch(offer -> offer.has("description"));
        given().get(SessionmCaller.user(USER))
                .then()
                .body("available_points", equalTo(100))
                .body("offer_fields.name", equalTo("<b>50 % \"off\"</b>"))
                .body("offer_fields", hasKey("description"));
    }

    @Test
    void anOfferCanBeRevoked() {
        var before = Wallet.read(SessionmCaller.ask(USER).body()).texts("id");

        SessionmCaller.changeUser(USER, "{\"revoked_offer_ids\":[\"" + before.get(2) + "\"]}");

        assertThat(Wallet.read(SessionmCaller.ask(USER).body()).texts("id"))
                .hasSize(4)
                .doesNotContain(before.get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"revision\":-1}",
                "{\"revision\":1000}",
                "{\"offers\":100001}",
                "{\"revoked_offer_ids\":\"x\"}",
                "{\"revoked_offer_ids\":[1]}",
                "{\"available_points\":-1}",
                "{\"available_points\":1.5}",
                "{\"offer_fields\":[]}",
                "{\"offer_fields\":\"name\"}",
                "{\"points\":5}",
                ""
            })
    void aBadChangeOfAUserIsRefused(String change) {
        given().body(change).put(SessionmCaller.user(USER)).then().statusCode(400);
        given().body("{}").put(SessionmCaller.user("nobody")).then().statusCode(400);

        assertThat(revision(SessionmCaller.ask(USER))).isZero();
    }

    private static void move(String time) {
        given().body(time).put(SimulatorRoutes.CLOCK).then().statusCode(200);
    }

    private static String clock(String field) {
        return given().get(SimulatorRoutes.CLOCK)
                .then()
                .statusCode(200)
                .extract()
                .path(field);
    }

    private static int revision(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return Wallet.read(answer.body()).revision();
    }
}
