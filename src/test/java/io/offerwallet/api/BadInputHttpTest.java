package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.api.RawHttp.Answer;
import io.offerwallet.testing.LogRecords;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What nobody should send: it is refused with a word on what is wrong, nothing of it comes back or gets into the log as
 * an error, and the next one is served as if nothing had been.
 */
@QuarkusTest
class BadInputHttpTest {

    private static final int TEN_MEGABYTES = 10_000_000;
    private static final String JSON = RawHttp.BRAZE + "Content-Type: application/json\r\n";
    private static final String ADMIN = RawHttp.basic("admin:demo") + "Content-Type: application/json\r\n";
    private static final byte[] CHUNK =
            ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);

    private final String user = Users.somebody();

    /** Listens from the beginning of each test, which has an object of its own. */
    private final LogRecords log = LogRecords.listen();

    @AfterEach
    void isServedAsIfNothingHadBeen() {
        assertThat(Proxy.get(Users.somebody()).statusCode()).isEqualTo(200);
        assertThat(log.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "USER0",
                "USER%00",
                "%00",
                "..%2fUSER",
                "..%2f..%2fq%2fhealth",
                "%2e%2e%2fUSER",
                "%c0%ae%c0%ae%2f",
                "USER%2f",
                "%20USER",
                "%7BUSER%7D",
                "%C3%28",
                "1-1-1-1-1",
                "00000000-0000-0000-0000-00000000000g",
                "%EF%BC%90%EF%BC%90000000-0000-0000-0000-000000000000",
                "someone@example.com",
                "null"
            })
    void whatIsNoUserIdIsRefused(String id) {
        String path = Proxy.WALLETS + "/" + id.replace("USER", user);

        assertProblem(RawHttp.exchange(RawHttp.head("GET", path, RawHttp.BRAZE)), 400, "user_id");
        assertProblem(RawHttp.exchange(RawHttp.head("DELETE", path, ADMIN)), 400, "user_id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "somebody",
                "00000000-0000-0000-0000-0000000000000",
                "{00000000-0000-0000-0000-000000000000}",
                "\\u0000",
                "someone@example.com"
            })
    void whatIsNoUserIdInABodyIsRefused(String id) {
        assertProblem(post("{\"user_id\":\"" + id + "\"}"), 400, "user_id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/wallets/%zz", "/v1/wallets/%zzUSER", "/v1/wallets/USER?limit=%zz", "/v1/wallets/USER%"})
    void aBrokenUrlIsRefused(String path) {
        assertRefused(RawHttp.exchange(RawHttp.head("GET", path.replace("USER", user), RawHttp.BRAZE)), 400);
    }

    static Stream<Arguments> badOptions() {
        return Stream.of(
                Arguments.of("limit", "-1"),
                Arguments.of("limit", "1001"),
                Arguments.of("limit", "1.5"),
                Arguments.of("limit", "ten"),
                Arguments.of("limit", "0x10"),
                Arguments.of("limit", "99999999999999999999"),
                Arguments.of("limit", "1e999999999"),
                Arguments.of("sort", "oldest"),
                Arguments.of("sort", "SESSIONM"),
                Arguments.of("on_error", "ignore"),
                Arguments.of("expiring_within", "7"),
                Arguments.of("expiring_within", "7 days"),
                Arguments.of("expiring_within", "P"),
                Arguments.of("expiring_within", "P1M"),
                Arguments.of("expiring_within", "P1Y"),
                Arguments.of("expiring_within", "PT0S"),
                Arguments.of("expiring_within", "P0W"),
                Arguments.of("expiring_within", "-P7D"),
                Arguments.of("expiring_within", "P-7D"),
                Arguments.of("expiring_within", "P3661D"),
                Arguments.of("expiring_within", "P9999W"),
                Arguments.of("expiring_within", "P99999W"),
                Arguments.of("expiring_within", "P9223372036854775807D"),
                Arguments.of("expiring_within", "P99999999999999999999D"),
                Arguments.of("type", "t".repeat(513)),
                Arguments.of("category", "c".repeat(513)),
                Arguments.of("group", "g".repeat(513)),
                Arguments.of("lmit", "3"),
                Arguments.of("Limit", "3"),
                Arguments.of("skip", "3"),
                Arguments.of("user", "3"));
    }

    @ParameterizedTest
    @MethodSource("badOptions")
    void anOptionThatMakesNoSenseIsRefusedByName(String option, String value) {
        String query = option + "=" + value.replace(" ", "%20");

        assertProblem(get(user + "?" + query), 400, option);
        assertProblem(post("{\"user_id\":\"" + user + "\",\"" + option + "\":\"" + value + "\"}"), 400, option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "category", "group", "limit", "sort", "expiring_within", "on_error"})
    void aNulCharacterIsRefused(String option) {
        assertProblem(get(user + "?" + option + "=a%00b"), 400, option);
        assertProblem(post("{\"user_id\":\"" + user + "\",\"" + option + "\":\"a\\u0000b\"}"), 400, option);
        assertProblem(post("{\"user_id\":\"" + user + "\",\"" + option + "\":\"a\u0000b\"}"), 400, "");
    }

    @Test
    void anOptionGivenTwiceIsRefused() {
        assertProblem(get(user + "?limit=1&limit=2"), 400, "limit");
        assertProblem(get(user + "?culture=fr&culture=fr"), 400, "culture");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%3Cscript%3E", "a%0d%0aX-Evil:1", "%F0%9F%8D%95"})
    void anOptionOfAnUnspeakableNameIsRefusedWithoutRepeatingIt(String name) {
        Answer answer = get(user + "?" + name + "=1");

        assertProblem(answer, 400, "(unreadable)");
        assertThat(answer.header("X-Evil")).isEmpty();
        assertThat(answer.body()).doesNotContain("script");
    }

    @Test
    void theUserIsNoOptionBesideThePath() {
        assertProblem(get(user + "?user_id=" + Users.somebody()), 400, "user_id");
    }

    @Test
    void anEndlessUrlIsRefused() {
        assertRefused(get("x".repeat(100_000)), 414);
        assertRefused(get(user + "?type=" + "x".repeat(100_000)), 414);
        assertRefused(get(user + "/x".repeat(3000)), 414);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/walletz", "/v1/wallets/USER/offers", "/nope", "/v1/wallets/../USER"})
    void anUnknownPathIsNotFound(String path) {
        assertProblem(RawHttp.exchange(RawHttp.head("GET", path.replace("USER", user), RawHttp.BRAZE)), 404, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT /v1/wallets/USER",
                "PATCH /v1/wallets/USER",
                "POST /v1/wallets/USER",
                "TRACE /v1/wallets/USER",
                "BREW /v1/wallets/USER",
                "GET /v1/wallets",
                "DELETE /v1/wallets",
                "GET /offers/api/2.0/offers/get_user_offers",
                "PUT /v1/wallets/purge"
            })
    void aWrongMethodIsNotAllowed(String methodAndPath) {
        int space = methodAndPath.indexOf(' ');
        String path = methodAndPath.substring(space + 1).replace("USER", user);

        assertProblem(
                RawHttp.exchange(RawHttp.head(methodAndPath.substring(0, space), path, JSON + "Content-Length: 0\r\n")),
                405,
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data", ";;;", "application", "*/*x"})
    void aBodyOfAnotherTypeIsRefused(String type) {
        for (String path : List.of(Proxy.WALLETS, Proxy.DROP_IN)) {
            assertProblem(
                    RawHttp.exchange(request(path, RawHttp.BRAZE + "Content-Type: " + type + "\r\n", good())), 415, "");
        }
    }

    @Test
    void aBodyWithoutATypeIsTakenForJson() {
        assertThat(RawHttp.exchange(request(Proxy.WALLETS, RawHttp.BRAZE, good()))
                        .status())
                .isEqualTo(200);
        assertProblem(RawHttp.exchange(request(Proxy.WALLETS, RawHttp.BRAZE, "hello")), 400, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/html", ";;;"})
    void whoWantsAnythingButJsonIsRefused(String accept) {
        assertProblem(
                RawHttp.exchange(
                        RawHttp.head("GET", Proxy.WALLETS + "/" + user, RawHttp.BRAZE + "Accept: " + accept + "\r\n")),
                406,
                "");
    }

    static Stream<Arguments> badBodies() {
        String good = "{\"user_id\":\"USER\"}";
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("blank", " \r\n "),
                Arguments.of("null", "null"),
                Arguments.of("text", "\"USER\""),
                Arguments.of("a number", "5"),
                Arguments.of("an array", "[" + good + "]"),
                Arguments.of("no JSON", "user_id=USER"),
                Arguments.of("half an object", "{\"user_id\":\"USER\""),
                Arguments.of("trailing comma", "{\"user_id\":\"USER\",}"),
                Arguments.of("single quotes", "{'user_id':'USER'}"),
                Arguments.of("a comment", "{/* hello */\"user_id\":\"USER\"}"),
                Arguments.of("trailing garbage", good + "x"),
                Arguments.of("trailing bracket", good + "}"),
                Arguments.of("two objects", good + good),
                Arguments.of("a NUL before it", "\u0000" + good),
                Arguments.of("deep arrays", "[".repeat(60_000)),
                Arguments.of("deep objects", "{\"a\":".repeat(12_000)),
                Arguments.of(
                        "deep inside", "{\"user_id\":\"USER\",\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}"),
                Arguments.of("a name without end", "{\"user_id\":\"USER\",\"" + "n".repeat(60_000) + "\":1}"),
                Arguments.of("a number without end", "{\"user_id\":\"USER\",\"limit\":" + "9".repeat(60_000) + "}"),
                Arguments.of("not a number", "{\"user_id\":\"USER\",\"limit\":NaN}"),
                // Each character is sent as the byte of its number.
                Arguments.of("a broken sequence", "{\"user_id\":\"USER\",\"type\":\"\u00c3(\"}"),
                Arguments.of("an overlong sequence", "{\"user_id\":\"USER\",\"type\":\"\u00c0\u00ae\"}"),
                Arguments.of("half a sequence", "{\"user_id\":\"USER\",\"type\":\"\u00e2\u0082\"}"),
                Arguments.of("a surrogate", "{\"user_id\":\"USER\",\"type\":\"\u00ed\u00a0\u0080\"}"),
                Arguments.of("UTF-16", "\u00fe\u00ff\u0000{\u0000}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void aBodyThatIsNotOneJsonObjectIsRefused(String what, String body) {
        for (String path : List.of(Proxy.WALLETS, Proxy.DROP_IN)) {
            assertProblem(RawHttp.exchange(request(path, JSON, body.replace("USER", user))), 400, "");
        }
        assertProblem(RawHttp.exchange(request(Proxy.PURGE, ADMIN, body.replace("USER", user))), 400, null);
        assertThat(Sessionm.callsFor(user)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user_id\":\"USER\",\"user_id\":\"USER\"}      | user_id",
                "{\"user_id\":\"USER\",\"user\\u005fid\":\"USER\"} | user_id",
                "{\"user_id\":\"USER\",\"limit\":1,\"limit\":2}   | limit",
                "{\"user_id\":\"USER\",\"USER!\":1,\"USER!\":2}   | (unreadable)"
            })
    void aFieldGivenTwiceIsRefusedByName(String body, String field) {
        for (String path : List.of(Proxy.WALLETS, Proxy.DROP_IN)) {
            assertProblem(RawHttp.exchange(request(path, JSON, body.replace("USER", user))), 400, field);
        }
        assertProblem(purge(body.replace("USER", user)), 400, field);
        assertThat(Sessionm.callsFor(user)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "limit", "culture", "tz", "sort", "type"})
    void anArrayOrObjectAsAValueIsRefusedByName(String option) {
        String rest = option.equals("user_id") ? "" : "\"user_id\":\"" + user + "\",";
        for (String value : List.of("[]", "{}", "[1]", "{\"a\":{\"b\":1}}")) {
            assertProblem(post("{" + rest + "\"" + option + "\":" + value + "}"), 400, option);
        }
    }

    @Test
    void aBodyNestedAHundredThousandDeepIsRefused() {
        for (String body : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000))) {
            assertProblem(post(body), 413, "");
        }
    }

    @Test
    void aBodyThatIsAnnouncedTooLongIsNotWaitedFor() {
        try (RawHttp connection = new RawHttp()) {
            connection.send(RawHttp.head("POST", Proxy.WALLETS, JSON + "Content-Length: " + TEN_MEGABYTES + "\r\n"));

            assertProblem(connection.answer(), 413, "");
            assertThat(connection.closedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/wallets", "/offers/api/2.0/offers/get_user_offers"})
    void aBodyTooLongIsRefusedWhileItStillComes(String path) throws InterruptedException {
        try (RawHttp connection = new RawHttp()) {
            connection.send(RawHttp.head("POST", path, JSON + "Content-Length: " + TEN_MEGABYTES + "\r\n"));
            Thread flood = connection.flood("x".repeat(100_000).getBytes(StandardCharsets.US_ASCII), 100);

            assertProblem(connection.answer(), 413, "");
            assertThat(connection.closedByServer()).isTrue();
            flood.join(5_000);
            assertThat(flood.isAlive()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/wallets", "/offers/api/2.0/offers/get_user_offers"})
    void aBodyInChunksIsRefusedAsSoonAsItIsTooLong(String path) throws InterruptedException {
        String head = RawHttp.head("POST", path, JSON + "Transfer-Encoding: chunked\r\n");
        try (RawHttp connection = new RawHttp()) {
            connection.send(head);
            connection.send(CHUNK);
            connection.send("1\r\nx\r\n");

            assertProblem(connection.answer(), 413, "");
            assertThat(connection.closedByServer()).isTrue();
        }
        try (RawHttp connection = new RawHttp()) {
            connection.send(head);
            Thread flood = connection.flood(CHUNK, 160);

            assertProblem(connection.answer(), 413, "");
            assertThat(connection.closedByServer()).isTrue();
            flood.join(5_000);
            assertThat(flood.isAlive()).isFalse();
        }
    }

    @Test
    void aBodyOfTheLargestSizeIsStillRead() {
        String padded = good() + " ".repeat(65_536 - good().length());

        assertThat(post(padded).status()).isEqualTo(200);
        assertProblem(post(padded + " "), 413, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -5",
                "Content-Length: five",
                "Content-Length: 99999999999999999999",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 0x10"
            })
    void aLengthThatIsNoneIsRefused(String header) {
        assertRefused(RawHttp.exchange(RawHttp.head("POST", Proxy.WALLETS, JSON + header + "\r\n")), 400);
    }

    /** Below HTTP's own grammar there is nobody to answer to; what matters is that nobody hangs. */
    @ParameterizedTest
    @ValueSource(strings = {"zz\r\nhello\r\n", "-5\r\nhello\r\n", "FFFFFFFFFF\r\nhello\r\n", "5\r\nhello-and-more\r\n"})
    void aBrokenChunkEndsTheConnection(String chunk) {
        try (RawHttp connection = new RawHttp()) {
            connection.send(RawHttp.head("POST", Proxy.WALLETS, JSON + "Transfer-Encoding: chunked\r\n") + chunk);

            assertThat(connection.answer().status()).isIn(0, 400);
            assertThat(connection.closedByServer()).isTrue();
        }
    }

    @Test
    void aBodyThatBreaksOffHarmsNobody() {
        try (RawHttp connection = new RawHttp()) {
            connection.send(RawHttp.head("POST", Proxy.WALLETS, JSON + "Content-Length: 100\r\n") + "{\"user");
        }
    }

    @Test
    void aFloodOfHeadersIsRefused() {
        StringBuilder headers = new StringBuilder(RawHttp.BRAZE);
        for (int i = 0; i < 10_000; i++) {
            headers.append("X-").append(i).append(": 1\r\n");
        }

        assertRefused(RawHttp.exchange(RawHttp.head("GET", Proxy.WALLETS + "/" + user, headers.toString())), 431);
    }

    @Test
    void anEndlessHeaderIsRefused() throws InterruptedException {
        try (RawHttp connection = new RawHttp()) {
            connection.send("GET " + Proxy.WALLETS + "/" + user + " HTTP/1.1\r\nHost: localhost\r\nX: ");
            Thread flood = connection.flood("a".repeat(100_000).getBytes(StandardCharsets.US_ASCII), 10);

            assertRefused(connection.answer(), 431);
            flood.join(5_000);
            assertThat(flood.isAlive()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GARBAGE\r\n\r\n", "GET  HTTP/1.1\r\nHost: x\r\n\r\n", "\u0016\u0003\u0001\u00fc\u0003\r\n\r\n"})
    void whatIsNotHttpIsRefused(String bytes) {
        assertRefused(RawHttp.exchange(bytes), 400);
    }

    @Test
    void aPurgeOfNobodyOrNoListIsRefused() {
        for (String body : List.of(
                "{}",
                "{\"user_ids\":[]}",
                "{\"user_ids\":null}",
                "{\"user_ids\":\"" + user + "\"}",
                "{\"user_ids\":{\"a\":\"" + user + "\"}}")) {
            assertProblem(purge(body), 400, "user_ids");
        }
        assertProblem(purge("{\"user_ids\":[\"" + user + "\"],\"all\":true}"), 400, "all");
    }

    @Test
    void aPurgeOfTooManyPurgesNobody() {
        Proxy.get(user);
        String ids = Stream.concat(Stream.of(user), Stream.generate(Users::somebody))
                .limit(1001)
                .map(id -> "\"" + id + "\"")
                .collect(Collectors.joining(","));

        assertProblem(purge("{\"user_ids\":[" + ids + "]}"), 400, "user_ids");

        assertThat(Proxy.get(user).header("X-Cache")).isEqualTo("hit");
    }

    @Test
    void aPurgeWithOneBadIdPurgesNobody() {
        Proxy.get(user);
        for (String bad : List.of("\"x\"", "null", "5", "[]", "\"" + user + "x\"")) {
            assertProblem(purge("{\"user_ids\":[\"" + user + "\"," + bad + "]}"), 400, "user_ids[1]");
        }

        assertThat(Proxy.get(user).header("X-Cache")).isEqualTo("hit");
    }

    private String good() {
        return "{\"user_id\":\"" + user + "\"}";
    }

    private static Answer get(String pathAndQuery) {
        return RawHttp.exchange(RawHttp.head("GET", Proxy.WALLETS + "/" + pathAndQuery, RawHttp.BRAZE));
    }

    private static Answer post(String body) {
        return RawHttp.exchange(request(Proxy.WALLETS, JSON, body));
    }

    private static Answer purge(String body) {
        return RawHttp.exchange(request(Proxy.PURGE, ADMIN, body));
    }

    private static String request(String path, String headers, String body) {
        return RawHttp.head("POST", path, headers + "Content-Length: " + body.length() + "\r\n") + body;
    }

    /** Refused by our code. {@code field} is blank where no field is to blame, null where it doesn't matter. */
    private void assertProblem(Answer answer, int status, @Nullable String field) {
        assertRefused(answer, status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonNode problem = Source.tree(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(problem.required("type").textValue()).startsWith("urn:offer-wallet-proxy:problem:");
        assertThat(problem.required("title").textValue()).isNotBlank();
        assertThat(problem.required("status").intValue()).isEqualTo(status);
        assertThat(problem.required("detail").textValue()).isNotBlank();
        assertThat(problem.required("request_id").textValue()).isEqualTo(answer.header("X-Request-Id"));
        if (field != null) {
            assertThat(problem.path("field").asText("")).isEqualTo(field);
        }
    }

    /** Refused by whomever, without a word of what is inside or of what was sent. */
    private void assertRefused(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body())
                .hasSizeLessThan(1000)
                .doesNotContain(user)
                .doesNotContain("example.com")
                .doesNotContainIgnoringCase("exception")
                .doesNotContainIgnoringCase("stack")
                .doesNotContain("\tat ")
                .doesNotContain("io.offerwallet")
                .doesNotContain("<html");
    }
}
