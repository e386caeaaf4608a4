package io.offerwallet.prewarm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.offerwallet.testing.Management;
import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wallets that are loaded ahead of the requests for them, in one process without a Redis. */
@QuarkusTest
class PrewarmHttpTest implements Undo {

    private static final String PREWARM = "/v1/prewarm";
    private static final String JOBS = "/v1/jobs/";

    private final MovableClock clock = new MovableClock();

    @Test
    void aListIsPrewarmedInItsCultures() {
        List<String> users = somebodies(3);

        JsonPath job = ended(list(Map.of("user_ids", users, "cultures", List.of("fr", "de-DE"))));

        assertThat(job.getString("state")).isEqualTo("done");
        assertThat(job.getMap("items.outcomes")).isEqualTo(Map.of("loaded", 6));
        assertThat(job.getInt("rows.accepted")).isEqualTo(3);
        for (String user : users) {
            Proxy.get(user, "culture", "fr-FR").then().header("X-Cache", "hit").body("culture", equalTo("fr-FR"));
            Proxy.get(user, "culture", "de").then().header("X-Cache", "hit").body("user_id", equalTo(user));
            Proxy.get(user, "culture", "ja").then().header("X-Cache", "miss");
        }
    }

    @Test
    void itIsToldThatAJobDoesNotSurviveTheProcess() {
        Response taken = list(Map.of("user_ids", somebodies(1)));

        taken.then()
                .statusCode(202)
                .header("Location", equalTo(JOBS + taken.path("id")))
                .body("durable", equalTo(false))
                .body("note", containsString("ends with the process"));
        ended(taken);
    }

    @Test
    void anExportIsReadByItsColumns() {
        List<String> users = somebodies(250);
        StringBuilder export = new StringBuilder("external_id;Language;first name\n");
        for (int i = 0; i < users.size(); i++) {
            export.append(users.get(i)).append(i % 2 == 0 ? ";fr_CA;\"A \"\"nn\"\"\"\n" : ";;Bob\n");
        }
        export.append("somebody;fr;x\n\n").append(";fr;y\n");

        JsonPath job = ended(csv(
                export.toString(), "user_id_column", "external_id", "culture_column", "language", "cultures", "ja"));

        assertThat(job.getMap("items.outcomes")).isEqualTo(Map.of("loaded", 250));
        assertThat(job.getList("refused_rows"))
                .isEqualTo(List.of(
                        Map.of("line", 252, "reason", "The user id is no GUID."),
                        Map.of("line", 254, "reason", "The row has no user id.")));
        Proxy.get(users.get(0), "culture", "fr-CA").then().header("X-Cache", "hit");
        Proxy.get(users.get(1), "culture", "ja-JP").then().header("X-Cache", "hit");
    }

    @Test
    void linesOfJsonArePrewarmedForTheDropIn() {
        String user = Users.somebody();

        ended(Proxy.admin()
                .contentType("application/x-ndjson")
                .body(("{\"user_id\":\"" + user + "\"}\n").getBytes(UTF_8))
                .queryParam("calls", "drop_in")
                .post(PREWARM));

        Proxy.dropIn(user).then().header("X-Cache", "hit");
        Proxy.get(user).then().header("X-Cache", "miss");
    }

    @Test
    void aPrewarmedWalletIsServedForTheTimeThatWasAskedFor() {
        String user = Users.somebody();
        ended(list(Map.of("user_ids", List.of(user), "ttl", "PT8M")));

        clock.goOn(Duration.ofMinutes(7));
        Proxy.get(user).then().header("X-Cache", "hit");
        clock.goOn(Duration.ofMinutes(1));
        Proxy.get(user).then().header("X-Cache", "miss");
    }

    @Test
    void aPurgedUserIsNotServedFromWhatWasPrewarmed() {
        String user = Users.somebody();
        ended(list(Map.of("user_ids", List.of(user))));

        Proxy.purge(user);

        Proxy.get(user).then().header("X-Cache", "miss");
    }

    @Test
    void whatIsHeldIsNotAskedForAgain() {
        String user = Users.somebody();
        ended(list(Map.of("user_ids", List.of(user))));

        JsonPath again = ended(list(Map.of("user_ids", List.of(user, user))));

        assertThat(again.getMap("items.outcomes")).isEqualTo(Map.of("held", 2));
        assertThat(Sessionm.callsFor(user)).isEqualTo(1);
    }

    @Test
    void unknownUsersAndFailuresAreCounted() {
        JsonPath unknown = ended(list(Map.of("user_ids", List.of(Users.unknown()))));
        assertThat(unknown.getMap("items.outcomes")).isEqualTo(Map.of("unknown_user", 1));

        Sessionm.behave("fault", "html_ok");
        try {
            JsonPath malformed = ended(list(Map.of("user_ids", List.of(Users.somebody()))));
            assertThat(malformed.getInt("items.failed")).isEqualTo(1);
            assertThat(malformed.getString("state")).isEqualTo("done");
        } finally {
            Sessionm.behaveAgain();
        }
    }

    @Test
    void aJobIsToldOfAsItGoesOn() {
        Response taken = list(Map.of("user_ids", somebodies(2)));

        String events = Proxy.admin()
                .accept("text/event-stream")
                .get(JOBS + taken.path("id"))
                .asString();

        assertThat(events).contains("event:end").contains("\"state\":\"done\"").contains("\"loaded\":2");
    }

    @Test
    void aJobWaitsForItsTimeAndCanBeCancelled() {
        String user = Users.somebody();
        Response taken = list(Map.of(
                "user_ids",
                List.of(user),
                "not_before",
                Instant.now().plusSeconds(3600).toString()));
        assertThat(taken.<String>path("state")).isEqualTo("waiting");

        Proxy.admin().delete(JOBS + taken.path("id")).then().statusCode(200).body("state", equalTo("cancelled"));

        assertThat(ended(taken).getInt("items.left")).isEqualTo(1);
        assertThat(Sessionm.callsFor(user)).isZero();
        Proxy.admin().delete(JOBS + taken.path("id")).then().statusCode(200).body("state", equalTo("cancelled"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ttl            | PT11M                | from PT1S to PT10M
            ttl            | 600                  | ISO-8601
            ttl            | -PT5S                | from PT1S
            not_before     | tomorrow             | 2026-11-27T18:00:00Z
            deadline       | 2020-01-01T00:00:00Z | later than now
            calls          | all                  | simplified or drop_in
            user_id_column | nobody               | It has: user_id
            colour         | blue                 | There is no such option
            """)
    void whatIsWrongIsNamed(String option, String value, String detail) {
        csv("user_id\n", option, value)
                .then()
                .statusCode(400)
                .body("type", endsWith(":invalid-request"))
                .body("field", equalTo(option))
                .body("detail", containsString(detail));
    }

    @Test
    void aListHoldsUsers() {
        list(Map.of("user_ids", List.of())).then().statusCode(400).body("field", equalTo("user_ids"));
        list(Map.of("users", List.of("x"))).then().statusCode(400).body("field", equalTo("user_ids"));
        list(Map.of("user_ids", somebodies(30_000))).then().statusCode(413).body("detail", containsString("text/csv"));
        Proxy.admin()
                .contentType(ContentType.XML)
                .body("<x/>")
                .post(PREWARM)
                .then()
                .statusCode(415);
    }

    @Test
    void itIsForAdmins() {
        Proxy.braze()
                .contentType("text/csv")
                .body("user_id\n")
                .post(PREWARM)
                .then()
                .statusCode(403);
        Proxy.braze().get(JOBS + "prewarm-0123456789abcdef").then().statusCode(403);
        Proxy.braze().delete(JOBS + "prewarm-0123456789abcdef").then().statusCode(403);
        Proxy.braze()
                .accept("text/event-stream")
                .get(JOBS + "prewarm-0123456789abcdef")
                .then()
                .statusCode(403);
    }

    @Test
    void thereIsNoJobThatNobodyTookAndNoWayToGuessAKey() {
        for (String id : List.of("prewarm-0123456789abcdef", "x", "prewarm-*", "x:-0123456789abcdef")) {
            Proxy.admin().get(JOBS + "{id}", id).then().statusCode(404).body("type", endsWith(":not-found"));
            Proxy.admin().delete(JOBS + "{id}", id).then().statusCode(404);
            Proxy.admin()
                    .accept("text/event-stream")
                    .get(JOBS + "{id}", id)
                    .then()
                    .statusCode(404);
        }
        Proxy.admin().post(JOBS + "x").then().statusCode(405).header("Allow", containsString("DELETE"));
    }

    @Test
    void itemsAreCountedInMetrics() {
        double before = Management.metric("jobs_items_total", "outcome", "loaded");
        ended(list(Map.of("user_ids", somebodies(5))));
        assertThat(Management.metric("jobs_items_total", "outcome", "loaded")).isEqualTo(before + 5);
    }

    private static List<String> somebodies(int count) {
        return IntStream.range(0, count).mapToObj(i -> Users.somebody()).toList();
    }

    private static Response list(Map<String, ?> body) {
        return Proxy.admin().contentType(ContentType.JSON).body(body).post(PREWARM);
    }

    private static Response csv(String text, String... options) {
        var request = Proxy.admin().contentType("text/csv").body(text.getBytes(UTF_8));
        for (int i = 0; i < options.length; i += 2) {
            request.queryParam(options[i], options[i + 1]);
        }
        return request.post(PREWARM);
    }

    private static JsonPath ended(Response taken) {
        taken.then().statusCode(202);
        String id = taken.path("id");
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> Proxy.admin()
                                .get(JOBS + id)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        job -> job.get("finished_at") != null);
    }
}
