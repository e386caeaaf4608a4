package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.api.RawHttp.Answer;
import io.offerwallet.testing.LogRecords;
import io.offerwallet.testing.Management;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP and the failure table ask of a server in the corners that callers seldom get into. */
@QuarkusTest
class HttpMannersTest implements Undo {

    private static final String JSON = RawHttp.BRAZE + "Content-Type: application/json\r\n";

    private final String user = Users.somebody();

    @ParameterizedTest
    @ValueSource(strings = {"unauthorized", "forbidden"})
    void aRefusedCredentialIsAnErrorOfItsOwnAndNotRetried(String fault) {
        Sessionm.behave("fault", fault);

        for (Response answer : List.of(Proxy.get(user), Proxy.postDropIn("{\"user_id\":\"" + user + "\"}"))) {
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.<String>path("type")).endsWith(":credential-refused");
            assertThat(answer.header("Retry-After")).isNull();
        }
        assertThat(Sessionm.callsFor(user)).isEqualTo(2);
    }

    @Test
    void whatSessionmSaysOfTryingAgainIsHandedOn() {
        Sessionm.behave("fault", "throttled");
        Sessionm.behave("retry_after_seconds", 17);

        Response answer = Proxy.get(user);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.<String>path("detail")).contains("throttled");
        assertThat(answer.header("Retry-After")).isEqualTo("17");
        assertThat(Sessionm.callsFor(user)).isOne();
    }

    @Test
    void aPageLargerThanSessionmGivesIsTheCallersMistake() {
        Response answer = Proxy.postDropIn("{\"user_id\":\"" + user + "\",\"take\":1001}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("field")).isEqualTo("take");
    }

    @ParameterizedTest
    @CsvSource({"skip", "take", "culture", "retailer_id", "include_pending_extended_data"})
    void aDropInFieldThatIsAnArrayIsRefusedByName(String field) {
        Response answer = Proxy.postDropIn("{\"user_id\":\"" + user + "\",\"" + field + "\":[\"x\"]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("field")).isEqualTo(field);
    }

    @Test
    void aBodyThatDoesNotComeIsGivenUpAtTheDeadline() {
        try (RawHttp connection = new RawHttp()) {
            connection.send(RawHttp.head("POST", Proxy.WALLETS, JSON + "Content-Length: 100\r\n") + "{\"user");

            assertThat(connection.answer().status()).isIn(400, 408, 503);
        }
    }

    @Test
    void whoAsksBeforeSendingABodyIsToldToGoOn() {
        String body = "{\"user_id\":\"" + user + "\"}";
        try (RawHttp connection = new RawHttp()) {
            connection.send(RawHttp.head(
                    "POST", Proxy.WALLETS, JSON + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n"));
            assertThat(connection.answer().status()).isEqualTo(100);

            connection.send(body);
            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9000000", "Transfer-Encoding: chunked"})
    void aStrangersBodyIsNotRead(String size) throws InterruptedException {
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (RawHttp connection = new RawHttp()) {
            connection.send(RawHttp.head("POST", Proxy.WALLETS, "Content-Type: application/json\r\n" + size + "\r\n"));
            assertThat(connection.answer().status()).isEqualTo(401);

            Thread flood = connection.flood(chunk, 130);
            flood.join(5_000);

            // What fits into the server's buffer is out of anybody's hands; some kernels let it grow to megabytes.
            assertThat(connection.sent()).isLessThan(7_000_000);
        }
    }

    @Test
    void aBodyBeyondTheServersOwnLimitIsRefusedWithAProblemToo() {
        try (RawHttp connection = new RawHttp()) {
            connection.send(RawHttp.head("POST", Proxy.WALLETS, JSON + "Content-Length: 1000000000\r\n"));

            assertTellsProblem(connection.answer(), 413);
        }
    }

    @Test
    void aRequestWithoutAHostIsRefusedWithAProblemAndNoErrorIsLogged() {
        LogRecords log = LogRecords.listen();
        Answer answer =
                RawHttp.exchange("GET " + Proxy.WALLETS + "/" + user + " HTTP/1.1\r\n" + RawHttp.BRAZE + "\r\n");

        assertTellsProblem(answer, 400);
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        Answer answer = RawHttp.exchange(RawHttp.head("GET", Proxy.WALLETS, RawHttp.BRAZE));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("POST");
    }

    @Test
    void aRequestThatBreaksOffIsNotLoggedAsServed() {
        LogRecords log = LogRecords.listen();
        String requestId = Users.somebody();
        try (RawHttp connection = new RawHttp()) {
            connection.send(RawHttp.head(
                            "POST", Proxy.DROP_IN, JSON + "X-Request-Id: " + requestId + "\r\nContent-Length: 100\r\n")
                    + "{\"user");
            // It is over when a request sent after it has been answered.
            assertThat(Proxy.get(user).statusCode()).isEqualTo(200);
        }

        assertThat(log.access(requestId)).singleElement().satisfies(line -> {
            assertThat(line.message()).startsWith("POST " + Proxy.DROP_IN);
            assertThat(line.fields()).doesNotContainEntry("status", "200");
        });
    }

    @Test
    void theApisDescriptionTellsTheCallersSideOnly() {
        Response document = Management.get("/q/openapi?format=json");

        assertThat(document.asString()).doesNotContain("RoutingContext").doesNotContain("ByteBuf");
        Map<String, Object> get = document.path("paths.'/v1/wallets/{user_id}'.get");
        assertThat(get).doesNotContainKey("requestBody");
        assertThat(document.<List<String>>path("paths.'/v1/wallets/{user_id}'.get.parameters.'$ref'"))
                .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
                .containsExactlyElementsOf(document.<Map<String, Object>>path("components.parameters")
                        .keySet());
    }

    private static void assertTellsProblem(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"request_id\"").doesNotContain("stack");
    }
}
