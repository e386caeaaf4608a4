package io.offerwallet.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.api.RawHttp.Answer;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what the others learn. The clients are those of the test profile. */
@QuarkusTest
class AuthHttpTest {

    /** One of the two secrets that only the client {@code loadtest} has. */
    private static final String OWN = "of-loadtest-alone";

    @ParameterizedTest
    @CsvSource({
        "braze, demo",
        "BRAZE, demo",
        "loadtest, of-loadtest-alone",
        "loadtest, of-loadtest-before",
        "hashed, known-by-its-digest"
    })
    void aNameAndItsSecretAreEnough(String name, String secret) {
        assertAdmitted(given().auth().preemptive().basic(name, secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"of-loadtest-alone", "of-loadtest-before", "known-by-its-digest"})
    void aSecretThatOneClientHasIsEnough(String secret) {
        assertAdmitted(given().header("Authorization", "Bearer " + secret));
        assertAdmitted(given().header("Authorization", "bearer " + secret));
        assertAdmitted(given().header("X-Api-Key", secret));
    }

    @Test
    void aSecretThatTwoClientsHaveNeedsAName() {
        assertRefused(given().header("Authorization", "Bearer demo"));
        assertRefused(given().header("X-Api-Key", "demo"));
    }

    @ParameterizedTest
    @CsvSource({
        "braze, wrong",
        "braze, ''",
        "braze, Demo",
        "braze, of-loadtest-alone",
        "loadtest, demo",
        "nobody, demo",
        "'', demo",
        "hashed, ff110946410980c7cab7e06dd2a032d4ee90d9f04a2b268bc391c440b41c56db"
    })
    void aWrongNameOrSecretIsNot(String name, String secret) {
        assertRefused(given().auth().preemptive().basic(name, secret));
    }

    @Test
    void noCredentialIsNot() {
        assertRefused(given());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic ZGVtbw==",
                "Basic YnJhemU6ZGVtbw==x",
                "Bearer",
                "Bearer ",
                "Digest username=\"braze\"",
                "demo",
                OWN,
                "YnJhemU6ZGVtbw==",
                ","
            })
    void aMalformedHeaderIsNot(String header) {
        assertRefused(given().header("Authorization", header));
    }

    @Test
    void anEndlessHeaderIsNotEvenWithTheSecretInIt() {
        String padded =
                Base64.getEncoder().encodeToString(("braze:demo" + " ".repeat(2000)).getBytes(StandardCharsets.UTF_8));

        assertRefused(given().header("Authorization", "Basic " + padded));
        assertRefused(given().header("X-Api-Key", OWN + "x".repeat(2000)));
    }

    @Test
    void twoHeadersMustProveTheSameClient() {
        assertRefused(given().auth().preemptive().basic("braze", "demo").header("X-Api-Key", OWN));
        assertRefused(given().auth().preemptive().basic("loadtest", "wrong").header("X-Api-Key", OWN));
        assertAdmitted(given().auth().preemptive().basic("loadtest", OWN).header("X-Api-Key", OWN));
    }

    @Test
    void aSecretInTheQueryIsNotLookedAt() {
        assertThat(given().queryParam("api_key", OWN)
                        .get(Proxy.WALLETS + "/" + Users.somebody())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void everyPathIsGuarded() {
        String user = Users.somebody();
        String body = "{\"user_id\":\"" + user + "\"}";
        for (Response answer : List.of(
                given().get(Proxy.WALLETS + "/" + user),
                json(given()).body(body).post(Proxy.WALLETS),
                json(given()).body(body).post(Proxy.DROP_IN),
                json(given()).body("{\"user_ids\":[\"" + user + "\"]}").post(Proxy.PURGE),
                json(given()).body(event(user)).post(Proxy.EVENTS),
                given().delete(Proxy.WALLETS + "/" + user))) {
            assertUnauthenticated(answer);
        }
        assertThat(Sessionm.callsFor(user)).isZero();
    }

    @Test
    void whoMayReadMayNotPurge() {
        String user = Users.somebody();
        Proxy.get(user);

        for (Response answer : List.of(
                Proxy.braze().delete(Proxy.WALLETS + "/" + user),
                json(Proxy.braze()).body("{\"user_ids\":[\"" + user + "\"]}").post(Proxy.PURGE))) {
            assertForbidden(answer, "admin");
        }
        assertThat(Proxy.get(user).header("X-Cache")).isEqualTo("hit");
    }

    @Test
    void whoMayPurgeMayNotRead() {
        String user = Users.somebody();
        String body = "{\"user_id\":\"" + user + "\"}";

        for (Response answer : List.of(
                Proxy.admin().get(Proxy.WALLETS + "/" + user),
                json(Proxy.admin()).body(body).post(Proxy.WALLETS),
                json(Proxy.admin()).body(body).post(Proxy.DROP_IN))) {
            assertForbidden(answer, "wallet");
        }
        assertThat(Sessionm.callsFor(user)).isZero();
    }

    @Test
    void whoMaySendEventsMayDoNothingElse() {
        String user = Users.somebody();
        Proxy.get(user);
        String body = "{\"user_id\":\"" + user + "\"}";

        assertForbidden(Proxy.sessionm().get(Proxy.WALLETS + "/" + user), "wallet");
        assertForbidden(json(Proxy.sessionm()).body(body).post(Proxy.WALLETS), "wallet");
        assertForbidden(json(Proxy.sessionm()).body(body).post(Proxy.DROP_IN), "wallet");
        assertForbidden(Proxy.sessionm().delete(Proxy.WALLETS + "/" + user), "admin");
        assertForbidden(
                json(Proxy.sessionm()).body("{\"user_ids\":[\"" + user + "\"]}").post(Proxy.PURGE), "admin");
        assertThat(Proxy.get(user).header("X-Cache")).isEqualTo("hit");
    }

    /** Not even who may purge: roles are independent. */
    @Test
    void nobodyElseMaySendEvents() {
        String user = Users.somebody();
        Proxy.get(user);

        assertForbidden(json(Proxy.braze()).body(event(user)).post(Proxy.EVENTS), "events");
        assertForbidden(json(Proxy.admin()).body(event(user)).post(Proxy.EVENTS), "events");
        assertThat(Proxy.get(user).header("X-Cache")).isEqualTo("hit");
    }

    @Test
    void strangersLearnNothingAboutUsers() {
        String known = Users.somebody();
        Proxy.get(known);
        String first = stranger(known);

        for (String id : List.of(Users.somebody(), Users.unknown(), Users.unknownWith404(), "no-id-at-all")) {
            assertThat(stranger(id)).isEqualTo(first);
        }
    }

    @Test
    void strangersLearnNothingAboutClients() {
        assertThat(refusal(given().auth().preemptive().basic("braze", "wrong")))
                .isEqualTo(refusal(given().auth().preemptive().basic("nobody", "wrong")))
                .isEqualTo(refusal(given().header("X-Api-Key", "wrong")))
                .isEqualTo(refusal(given()));
    }

    @Test
    void aStrangersBodyIsNotWaitedFor() {
        for (String size : List.of("Content-Length: 10000000\r\n", "Transfer-Encoding: chunked\r\n")) {
            try (RawHttp connection = new RawHttp()) {
                connection.send(RawHttp.head("POST", Proxy.WALLETS, "Content-Type: application/json\r\n" + size));

                Answer answer = connection.answer();

                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
            }
        }
    }

    private static String event(String user) {
        return "{\"event_type\":\"offer.revoked\",\"user_id\":\"" + user + "\"}";
    }

    private static RequestSpecification json(RequestSpecification request) {
        return request.contentType(ContentType.JSON);
    }

    private static void assertAdmitted(RequestSpecification request) {
        Response answer = request.get(Proxy.WALLETS + "/" + Users.somebody());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("WWW-Authenticate")).isNull();
    }

    private static void assertRefused(RequestSpecification request) {
        String user = Users.somebody();
        Response answer = request.get(Proxy.WALLETS + "/" + user);
        assertUnauthenticated(answer);
        assertThat(answer.asString())
                .doesNotContain(user)
                .doesNotContain("demo")
                .doesNotContain(OWN);
    }

    private static void assertUnauthenticated(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("type")).endsWith(":unauthenticated");
    }

    private static void assertForbidden(Response answer, String role) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("detail")).contains(role);
        assertThat(answer.header("WWW-Authenticate")).isNull();
    }

    private static String stranger(String user) {
        return comparable(given().get(Proxy.WALLETS + "/" + user));
    }

    private static String refusal(RequestSpecification request) {
        return comparable(request.get(Proxy.WALLETS + "/" + Users.somebody()));
    }

    /** Status, headers and body, but for the request's own id. */
    private static String comparable(Response answer) {
        String id = answer.header("X-Request-Id");
        StringBuilder all = new StringBuilder(answer.statusLine()).append('\n');
        for (Header header : answer.headers()) {
            all.append(header.getName()).append(": ").append(header.getValue()).append('\n');
        }
        return all.append(answer.asString()).toString().replace(id, "ID");
    }
}
