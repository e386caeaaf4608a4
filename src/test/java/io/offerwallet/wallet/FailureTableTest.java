package io.offerwallet.wallet;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.offerwallet.testing.Management;
import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers get when something is wrong: the design's failure table, row by row. */
@QuarkusTest
class FailureTableTest implements Undo {

    private static final String PROBLEM = "urn:offer-wallet-proxy:problem:";
    private static final Duration PAST_FRESH = Duration.ofSeconds(61);
    private static final Duration ALMOST_HARD_LIMIT = Duration.ofSeconds(350);
    private static final Duration PAST_HARD_LIMIT = Duration.ofSeconds(360);
    private static final Duration PAST_UNKNOWN_USER = Duration.ofSeconds(31);
    /** Far above the deadline of 1.5 s: it tells an answer in time from none, on a machine however busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final MovableClock clock = new MovableClock();

    // ---- Who asks, and what ------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"braze, wrong", "nobody, demo", "admin, ''"})
    void wrongCredentialIs401(String client, String secret) {
        String user = Users.somebody();
        problem(given().auth().preemptive().basic(client, secret).get(Proxy.WALLETS + "/" + user), 401)
                .body("type", equalTo(PROBLEM + "unauthenticated"))
                .header("WWW-Authenticate", notNullValue());
        assertThat(Sessionm.callsFor(user)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {Proxy.WALLETS, Proxy.DROP_IN, Proxy.PURGE})
    void noCredentialIs401(String path) {
        problem(given().contentType(ContentType.JSON).body("{}").post(path), 401)
                .body("type", equalTo(PROBLEM + "unauthenticated"));
    }

    @Test
    void clientWithoutTheRoleIs403() {
        String user = Users.somebody();
        problem(Proxy.admin().get(Proxy.WALLETS + "/" + user), 403).body("type", equalTo(PROBLEM + "forbidden"));
        problem(Proxy.admin().contentType(ContentType.JSON).body("{}").post(Proxy.DROP_IN), 403);
        assertThat(Sessionm.callsFor(user)).isZero();
    }

    @Test
    void purgeByClientWithoutTheRoleIs403AndPurgesNothing() {
        String user = Users.somebody();
        ok(Proxy.get(user), "miss");
        problem(Proxy.braze().delete(Proxy.WALLETS + "/" + user), 403);
        problem(Proxy.braze().contentType(ContentType.JSON).body("{}").post(Proxy.PURGE), 403);
        ok(Proxy.get(user), "hit");
    }

    @ParameterizedTest
    @CsvSource({
        "limit, -1",
        "limit, many",
        "sort, zigzag",
        "on_error, perhaps",
        "expiring_within, soon",
        "colour, red",
    })
    void badOptionIs400NamingIt(String option, String value) {
        String user = Users.somebody();
        problem(Proxy.get(user, option, value), 400)
                .body("type", equalTo(PROBLEM + "invalid-request"))
                .body("field", equalTo(option));
        problem(post(Proxy.WALLETS, "{'user_id':'" + user + "','" + option + "':'" + value + "'}"), 400)
                .body("field", equalTo(option));
        assertThat(Sessionm.callsFor(user)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"somebody", "3f2504e0-4f89-41d3-9a0c-0305e82c330", "3f2504e0-4f89-41d3-9a0c-0305e82c330g"})
    void malformedUserIdIs400NamingItEverywhere(String user) {
        problem(Proxy.get(user), 400).body("field", equalTo("user_id")).body("detail", not(equalTo(user)));
        problem(post(Proxy.WALLETS, "{'user_id':'" + user + "'}"), 400).body("field", equalTo("user_id"));
        problem(post(Proxy.DROP_IN, "{'user_id':'" + user + "'}"), 400).body("field", equalTo("user_id"));
        problem(Proxy.admin().delete(Proxy.WALLETS + "/" + user), 400).body("field", equalTo("user_id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'user_id':|",
                "[]|",
                "{'limit':1}|user_id",
                "{'user_id':{}}|user_id",
                "{'user_id':1,'user_id':2}|user_id"
            })
    void bodyNotUnderstoodIs400(String body, String field) {
        problem(post(Proxy.WALLETS, body), 400)
                .body("type", equalTo(PROBLEM + "invalid-request"))
                .body("field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource({"retailer_id, 00000000-0000-4000-8000-000000000000", "take, 0", "skip, -1"})
    void badDropInFieldIs400NamingIt(String field, String value) {
        String user = Users.somebody();
        problem(post(Proxy.DROP_IN, "{'user_id':'" + user + "','" + field + "':'" + value + "'}"), 400)
                .body("field", equalTo(field));
        assertThat(Sessionm.callsFor(user)).isZero();
    }

    // ---- Nobody SessionM knows ---------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unknownUserIs404AndRememberedForAWhile(boolean toldByStatus) {
        String user = toldByStatus ? Users.unknownWith404() : Users.unknown();
        problem(Proxy.get(user), 404)
                .body("type", equalTo(PROBLEM + "unknown-user"))
                .header("X-Cache", "miss");
        problem(Proxy.get(user), 404)
                .body("type", equalTo(PROBLEM + "unknown-user"))
                .header("X-Cache", "hit");
        assertThat(Sessionm.callsFor(user)).isEqualTo(1);

        clock.goOn(PAST_UNKNOWN_USER);
        problem(Proxy.get(user), 404).header("X-Cache", "miss");
        assertThat(Sessionm.callsFor(user)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unknownUserIs404ForTheDropInToo(boolean toldByStatus) {
        String user = toldByStatus ? Users.unknownWith404() : Users.unknown();
        problem(Proxy.dropIn(user), 404).body("type", equalTo(PROBLEM + "unknown-user"));
        problem(Proxy.dropIn(user), 404).header("X-Cache", "hit");
        assertThat(Sessionm.callsFor(user)).isEqualTo(1);
    }

    @Test
    void rememberedUnknownUserIsNoAnswerPastItsTimeWhenSessionMFails() {
        String user = Users.unknown();
        problem(Proxy.get(user), 404);
        clock.goOn(PAST_UNKNOWN_USER);
        Sessionm.behave("fault", "outage");
        problem(Proxy.get(user), 503);
    }

    // ---- SessionM failing, something held ----------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outage", "internal_error", "connection_reset", "html_error", "html_ok", "truncated", "reset_mid_body",
                "wrong_user", "error_envelope", "throttled", "unauthorized", "forbidden", "oversized", "bad_gzip",
                "black_hole"
            })
    void whatIsHeldIsServedAsStaleWhateverFails(String fault) {
        String user = Users.somebody();
        Response fresh = ok(Proxy.get(user), "miss")
                .body("stale", equalTo(false))
                .extract()
                .response();
        clock.goOn(PAST_FRESH);
        Sessionm.behave("fault", fault);

        ok(Proxy.get(user), "stale")
                .header("Age", matchesPattern("6[1-9]"))
                .body("stale", equalTo(true))
                .body("user_id", equalTo(user))
                .body("as_of", equalTo(fresh.<String>path("as_of")))
                .body("available_points", equalTo(fresh.<Object>path("available_points")));
    }

    @Test
    void dropInServesWhatIsHeldAsStale() {
        String user = Users.withOffers(3);
        Proxy.purge(user);
        String fresh = ok(Proxy.dropIn(user), "miss").extract().asString();
        clock.goOn(PAST_FRESH);
        Sessionm.behave("fault", "outage");

        ValidatableResponse stale = ok(Proxy.dropIn(user), "stale").header("Age", matchesPattern("6[1-9]"));
        assertThat(stale.extract().<String>path("payload.user_id")).isEqualTo(user);
        assertThat(stale.extract().asString().length()).isLessThanOrEqualTo(fresh.length());
    }

    @Test
    void staleIsServedToTheHardLimitAndNoLonger() {
        String user = Users.somebody();
        ok(Proxy.get(user), "miss");
        ok(Proxy.dropIn(user), "miss");
        Sessionm.behave("fault", "outage");

        clock.goOn(ALMOST_HARD_LIMIT);
        ok(Proxy.get(user), "stale").header("Age", matchesPattern("35\\d"));
        ok(Proxy.dropIn(user), "stale");

        clock.goOn(PAST_HARD_LIMIT.minus(ALMOST_HARD_LIMIT));
        problem(Proxy.get(user), 503);
        problem(Proxy.dropIn(user), 503);
    }

    @Test
    void freshAnswersNeedNoSessionM() {
        String user = Users.somebody();
        ok(Proxy.get(user), "miss");
        Sessionm.behave("fault", "outage");
        ok(Proxy.get(user), "hit").body("stale", equalTo(false));
        assertThat(Sessionm.callsFor(user)).isEqualTo(1);
    }

    // ---- SessionM failing, nothing held ------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "outage, failing, 2",
        "internal_error, failing, 2",
        "connection_reset, failing, 2",
        "html_error, failing, 2",
        "html_ok, malformed, 2",
        "truncated, malformed, 2",
        "reset_mid_body, failing, 2",
        "error_envelope, failing, 2",
        "bad_gzip, malformed, 2",
        "wrong_user, wrong_user, 1",
        "throttled, throttled, 1",
        "oversized, too_large, 1",
        "black_hole, deadline, 1",
        "slow_drip, deadline, 1",
    })
    void faultIs503WithItsCauseAfterAtMostOneSecondTry(String fault, String cause, int calls) {
        String user = Users.somebody();
        double before = Management.metric("wallet_requests_total", "outcome", "unavailable", "cause", cause);
        Sessionm.behave("fault", fault);

        problem(Proxy.get(user), 503)
                .header("Retry-After", notNullValue())
                .body("type", equalTo(PROBLEM + "unavailable"))
                .body("detail", equalTo("Cause: " + cause.replace('_', '-') + "."))
                .body("offers", nullValue());
        assertThat(Sessionm.callsFor(user)).isEqualTo(calls);
        assertThat(Management.metric("wallet_requests_total", "outcome", "unavailable", "cause", cause))
                .isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outage",
                "internal_error",
                "connection_reset",
                "html_error",
                "html_ok",
                "truncated",
                "reset_mid_body",
                "wrong_user",
                "error_envelope",
                "throttled",
                "oversized",
                "bad_gzip"
            })
    void nothingOfAFaultIsKept(String fault) {
        String user = Users.somebody();
        Sessionm.behave("fault", fault);
        problem(Proxy.get(user), 503);
        problem(Proxy.dropIn(user), 503).body("payload", nullValue());

        Sessionm.behaveAgain();
        ok(Proxy.get(user), "miss").body("user_id", equalTo(user));
        ok(Proxy.dropIn(user), "miss").body("payload.user_id", equalTo(user));
    }

    @Test
    void nothingHeldAsksBrazeToComeBack() {
        Sessionm.behave("fault", "outage");
        problem(Proxy.get(Users.somebody()), 503).header("Retry-After", "2").header("Cache-Control", "no-store");
        problem(Proxy.dropIn(Users.somebody()), 503).header("Retry-After", "2");
    }

    @Test
    void nothingHeldIsAnEmptyWalletForWhoWantsOne() {
        String user = Users.somebody();
        Sessionm.behave("fault", "outage");
        Proxy.get(user, "on_error", "empty", "culture", "fr-CA")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("X-Cache", nullValue())
                .body("status", equalTo("unavailable"))
                .body("user_id", equalTo(user))
                .body("culture", equalTo("fr-CA"))
                .body("has_offers", equalTo(false))
                .body("offer_count", equalTo(0))
                .body("offers", empty());
        Sessionm.behaveAgain();
        ok(Proxy.get(user, "on_error", "empty", "culture", "fr-CA"), "miss").body("status", equalTo("ok"));
    }

    @Test
    void retryAfterOfSessionMIsHandedOn() {
        Sessionm.behave("retry_after_seconds", 17);
        Sessionm.behave("fault", "throttled");
        problem(Proxy.get(Users.somebody()), 503).header("Retry-After", "17");
        problem(Proxy.dropIn(Users.somebody()), 503).header("Retry-After", "17");
    }

    // ---- SessionM refuses our credential -----------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"unauthorized", "forbidden"})
    void refusedCredentialIs500AndAnAlarmUntilItIsAccepted(String fault) {
        String user = Users.somebody();
        double before = Management.metric("wallet_requests_total", "outcome", "refused");
        assertThat(Management.metric("sessionm_credential_refused")).isZero();
        Sessionm.behave("fault", fault);

        problem(Proxy.get(user), 500)
                .body("type", equalTo(PROBLEM + "credential-refused"))
                .header("Retry-After", nullValue());
        assertThat(Sessionm.callsFor(user)).isEqualTo(1);
        problem(Proxy.dropIn(user), 500).body("type", equalTo(PROBLEM + "credential-refused"));
        assertThat(Management.metric("wallet_requests_total", "outcome", "refused"))
                .isEqualTo(before + 2);
        assertThat(Management.metric("sessionm_credential_refused")).isEqualTo(1);

        // Failing otherwise proves nothing about the credential.
        Sessionm.behave("fault", "outage");
        problem(Proxy.get(user), 503);
        assertThat(Management.metric("sessionm_credential_refused")).isEqualTo(1);

        Sessionm.behaveAgain();
        ok(Proxy.get(user), "miss");
        assertThat(Management.metric("sessionm_credential_refused")).isZero();
    }

    // ---- The deadline ------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"black_hole", "hold", "slow_drip"})
    void silenceOfSessionMIsAnsweredByTheDeadline(String fault) {
        Sessionm.behave("fault", fault);
        var answer = Proxy.getAsync(Users.somebody(), "").orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(answer.join().statusCode()).isEqualTo(503);
        assertThat(answer.join().body()).contains("Cause: deadline.");
    }

    /** Many, because timers count whole milliseconds and deadlines don't: it must hold wherever a request falls. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyOneOfManyIsAnsweredByTheDeadline(boolean sameUser) {
        Sessionm.behave("fault", "hold");
        String user = Users.somebody();
        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                        () -> Proxy.getAsync(sameUser ? user : Users.somebody(), "")
                                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .limit(200)
                .toList();
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).isEqualTo(503);
            assertThat(answer.join().body()).contains("Cause: deadline.");
        });
    }

    @Test
    void answerThatComesTooLateFillsTheCache() {
        String user = Users.somebody();
        Sessionm.behave("fault", "hold");
        problem(Proxy.get(user), 503).body("detail", equalTo("Cause: deadline."));

        Sessionm.behaveAgain();
        await().untilAsserted(
                        () -> assertThat(Management.metric("wallet_loads")).isZero());
        ok(Proxy.get(user), "hit").body("user_id", equalTo(user));
        assertThat(Sessionm.callsFor(user)).isEqualTo(1);
    }

    // ---- Cultures ----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"tlh-KX, en-US", "'!', en-US", "'', en-US", "fr-BE, fr-FR", "pt, pt-BR"})
    void cultureThatIsNotHadIsReplacedAndTheAnswerTellsByWhich(String asked, String given) {
        String user = Users.somebody();
        ok(Proxy.get(user, "culture", asked), "miss").body("culture", equalTo(given));
        Object cultures = given().queryParam("user_id", user)
                .get("/simulator/sessionm/stats")
                .then()
                .body("cultures", not(anEmptyMap()))
                .extract()
                .<java.util.Map<String, Integer>>path("cultures")
                .keySet();
        assertThat(cultures).hasToString("[" + given + "]");
    }

    private static Response post(String path, String json) {
        return Proxy.braze()
                .contentType(ContentType.JSON)
                .body(json.replace('\'', '"'))
                .post(path);
    }

    private static ValidatableResponse ok(Response answer, String cache) {
        return answer.then().statusCode(200).header("X-Cache", cache).header("Cache-Control", "no-store");
    }

    private static ValidatableResponse problem(Response answer, int status) {
        return answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("request_id", equalTo(answer.header("X-Request-Id")));
    }
}
