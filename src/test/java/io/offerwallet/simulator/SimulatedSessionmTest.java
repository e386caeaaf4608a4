package io.offerwallet.simulator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.offerwallet.testing.Undo;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SimulatedSessionmTest implements Undo {

    @BeforeEach
    void calm() {
        SessionmCaller.calm();
    }

    @Test
    void aGoodCallGetsAWallet() {
        ask(SessionmCaller.body(SessionmCaller.counted(12)).toString())
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("status", equalTo("ok"))
                .body("payload.user_id", equalTo(SessionmCaller.counted(12)))
                .body("payload.user_offers", hasSize(12))
                .body("payload.total_records", equalTo(12))
                .body("payload.offer_groups", hasSize(4))
                .body("payload.offer_categories", hasSize(4));
    }

    @Test
    void twoCallsGetTheSameBytes() {
        assertThat(SessionmCaller.ask(SessionmCaller.counted(30)).body())
                .isEqualTo(SessionmCaller.ask(SessionmCaller.counted(30)).body());
    }

    @Test
    void twentyFiveHundredOffersComeInThreePages() {
        var pages = IntStream.of(0, 1_000, 2_000)
                .mapToObj(skip -> Wallet.read(ask(SessionmCaller.body(SessionmCaller.counted(2_500))
                                .put("skip", skip)
                                .put("take", 1_000)
                                .toString())
                        .statusCode(200)
                        .extract()
                        .asByteArray()))
                .toList();

        assertThat(pages).extracting(page -> page.offers().size()).containsExactly(1_000, 1_000, 500);
        assertThat(pages).allMatch(page -> page.totalRecords() == 2_500);
        assertThat(pages.stream().flatMap(page -> page.texts("id").stream())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"en-US, Welcome", "fr-FR, Bienvenue", "fr-CA, Bienvenue chez nous", "ja-JP, ようこそ", "xx, Welcome"})
    void theCultureDecidesTheLanguage(String culture, String group) {
        ask(SessionmCaller.body(SessionmCaller.counted(1))
                        .put("culture", culture)
                        .toString())
                .statusCode(200)
                .body("payload.offer_groups[0].name", equalTo(group));
    }

    @Test
    void aWrongOrMissingCredentialIsRefused() {
        var body = SessionmCaller.body(SessionmCaller.counted(1)).toString();

        refused(given().contentType("application/json").body(body), 401, "unauthorized", "Credential");
        refused(
                given().header("Authorization", "Basic bm86bm8=")
                        .contentType("application/json")
                        .body(body),
                401,
                "unauthorized",
                "Credential");
    }

    @Test
    void onlyJsonIsUnderstood() {
        var body = SessionmCaller.body(SessionmCaller.counted(1)).toString();

        refused(authorized().contentType("text/plain").body(body), 400, "invalid_request", "Content-Type");
        refused(authorized().contentType("application/json"), 400, "invalid_request", "JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"x\"", "{} {}", "null"})
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        refused(authorized().contentType("application/json").body(body), 400, "invalid_request", "JSON object");
    }

    @ParameterizedTest
    @CsvSource({
        "retailer_id, '\"00000000-2b1f-4a53-9c55-0b6a1f0f8e11\"', retailer_id is not a retailer known here",
        "retailer_id, 5, retailer_id must be a string",
        "user_id, '\"1-1-1-1-1\"', user_id must be a GUID",
        "user_id, null, user_id must be a string",
        "skip, -1, skip must not be negative",
        "skip, '\"0\"', skip must be a whole number",
        "take, 0, take must be from 1 to 1000",
        "take, 1001, take must be from 1 to 1000",
        "include_pending_extended_data, '\"yes\"', include_pending_extended_data must be true or false",
        "culture, 7, culture must be a string"
    })
    void aMalformedFieldIsRefusedByName(String field, String value, String sentence) throws Exception {
        var body = SessionmCaller.body(SessionmCaller.counted(1));
        body.set(field, new ObjectMapper().readTree(value));

        refused(
                authorized().contentType("application/json; charset=utf-8").body(body.toString()),
                400,
                "invalid_request",
                sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"retailer_id", "user_id"})
    void aMissingFieldIsRefusedByName(String field) {
        var body = SessionmCaller.body(SessionmCaller.counted(1)).without(field);

        refused(
                authorized().contentType("application/json").body(body.toString()),
                400,
                "invalid_request",
                field + " is missing");
    }

    @Test
    void unknownUsersAreToldInBothWays() {
        refused(call("00000000-0000-4000-8000-404012345678"), 200, "user_not_found", "User not found");
        refused(call("00000000-0000-4000-8000-404112345678"), 404, "user_not_found", "User not found");
    }

    @Test
    void latencyBlocksNoThread() {
        SessionmCaller.behave("{\"latency_median_ms\":400,\"latency_tail_ms\":400}");
        long begun = System.nanoTime();

        var calls = IntStream.range(0, 100)
                .mapToObj(i -> SessionmCaller.send(SessionmCaller.counted(i)))
                .toList();
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();

        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertThat(millis).isBetween(400L, 20_000L);
        assertThat(calls).allMatch(call -> call.join().statusCode() == 200);
        assertThat(SessionmCaller.stats().required("max_in_flight").intValue()).isGreaterThan(10);
    }

    @Test
    void callsAboveTheRateLimitAreThrottled() {
        SessionmCaller.behave("{\"rate_limit\":3,\"retry_after_seconds\":2,\"latency_median_ms\":0}");

        long begun = System.nanoTime();
        var calls = IntStream.range(0, 40)
                .mapToObj(i -> SessionmCaller.send(SessionmCaller.counted(1)))
                .toList();
        var answers = calls.stream().map(CompletableFuture::join).toList();
        long windows = (System.nanoTime() - begun) / 1_000_000_000L + 1;

        var throttled =
                answers.stream().filter(answer -> answer.statusCode() == 429).toList();
        long admitted =
                answers.stream().filter(answer -> answer.statusCode() == 200).count();
        assertThat(admitted).isBetween(3L, 3 * windows);
        assertThat(throttled).hasSize(40 - (int) admitted).isNotEmpty().allMatch(answer -> answer.headers()
                .allValues("Retry-After")
                .equals(List.of("2")));
    }

    @Test
    void anErrorRateOfOneFailsEveryCall() {
        SessionmCaller.behave("{\"error_rate\":1}");

        refused(call(SessionmCaller.counted(1)), 500, "internal", "Internal error");
    }

    private static RequestSpecification authorized() {
        return given().header("Authorization", SessionmCaller.CREDENTIAL);
    }

    private static RequestSpecification call(String user) {
        return authorized()
                .contentType("application/json")
                .body(SessionmCaller.body(user).toString());
    }

    private static ValidatableResponse ask(String body) {
        return authorized()
                .contentType("application/json")
                .body(body)
                .post(SimulatorRoutes.OFFERS)
                .then();
    }

    private static void refused(RequestSpecification call, int status, String code, String sentence) {
        call.post(SimulatorRoutes.OFFERS)
                .then()
                .statusCode(status)
                .contentType(ContentType.JSON)
                .body("status", equalTo("error"))
                .body("error.code", equalTo(code))
                .body("error.message", containsString(sentence));
    }
}
