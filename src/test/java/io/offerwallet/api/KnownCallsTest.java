package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.timeout.IdleStateHandler;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls are answered without being decoded. */
class KnownCallsTest {

    private static final String HEADERS = "Host: localhost\r\nUser-Agent: Braze\r\n" + DecodedCalls.CREDENTIAL;

    private final KnownHeads heads = new KnownHeads();
    private final DecodedCalls connection = DecodedCalls.but(heads);

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void aCallByPathIsKnownWhenAnotherWithItsHeadersWasDecoded() {
        connection.read(get("a", HEADERS)).read(get("b?culture=fr&tz=Europe/Paris", HEADERS));

        assertThat(connection.asked())
                .containsExactly("GET /v1/wallets/a ", "GET /v1/wallets/b?culture=fr&tz=Europe/Paris ");
        assertThat(connection.known()).isEqualTo(1);
        assertThat(connection.flushes()).isEqualTo(1);
    }

    @Test
    void aCallByBodyIsKnownWhenAnotherWithItsHeadWasDecoded() {
        connection.read(post("{\"a\":1}", HEADERS)).read(post("{\"b\":2}", HEADERS));

        assertThat(connection.asked()).containsExactly("POST /v1/wallets {\"a\":1}", "POST /v1/wallets {\"b\":2}");
        assertThat(connection.known()).isEqualTo(1);
    }

    @Test
    void whatOneConnectionLearnsTheOthersOfItsEventLoopKnow() {
        connection.read(get("a", HEADERS));
        DecodedCalls other = DecodedCalls.but(heads).read(get("b", HEADERS));
        DecodedCalls ofAnotherLoop = DecodedCalls.but(new KnownHeads()).read(get("b", HEADERS));

        assertThat(other.known()).isEqualTo(1);
        assertThat(ofAnotherLoop.known()).isZero();
    }

    @Test
    void aCallThatIsNoHitIsDecoded() {
        connection.read(get("a", HEADERS)).read(get(DecodedCalls.MISS, HEADERS)).read(get("b", HEADERS));

        assertThat(connection.asked())
                .containsExactly("GET /v1/wallets/a ", "GET /v1/wallets/miss ", "GET /v1/wallets/b ");
        assertThat(connection.known()).isEqualTo(1);
    }

    @Test
    void nothingIsAnsweredBeforeWhatWaits() {
        connection.read(get("a", HEADERS));
        connection.waits(true);
        connection.read(get("b", HEADERS));
        assertThat(connection.known()).isZero();
        connection.waits(false);
        connection.read(get("c", HEADERS));

        assertThat(connection.known()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost\r\nUser-Agent: Braze\r\nAuthorization: Basic YnJhemU6ZGVtcw==\r\n",
                "Host: localhost\r\nUser-Agent: Braze\r\n",
                "Host: localhosT\r\nUser-Agent: Braze\r\nAuthorization: Basic YnJhemU6ZGVtbw==\r\n",
                "Host: localhost\r\nUser-Agent: Braze\r\nAuthorization: Basic YnJhemU6ZGVtbw==\r\nAccept: text/html\r\n",
                "Host: localhost\r\nUser-Agent: Braze\r\nAuthorization: Basic YnJhemU6ZGVtbw==\r\nX-Request-Id: 1\r\n",
            })
    void otherHeadersAreDecodedHoweverAlike(String others) {
        connection.read(get("a", HEADERS)).read(get("b", others));

        assertThat(connection.known()).isZero();
        assertThat(connection.asked()).hasSize(2);
    }

    /** They would push out all others. */
    @ParameterizedTest
    @ValueSource(
            strings = {"X-Request-Id: 1\r\n", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"
            })
    void headersThatChangeAreNotRemembered(String changing) {
        connection.read(get("a", HEADERS + changing)).read(get("b", HEADERS + changing));

        assertThat(connection.known()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Basic bm9ib2R5\r\n", ""})
    void headersOfNobodyAreNotRemembered(String credential) {
        String headers = "Host: localhost\r\n" + credential;
        connection.read(get("a", headers)).read(get("b", headers));

        assertThat(connection.known()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\tb", "é", "a#b", "a?b?c", "a HTTP/1.0\r\nX:", "a\r\nX: "})
    void targetsOutOfTheOrdinaryAreDecoded(String target) {
        connection.read(get("a", HEADERS)).read(get(target, HEADERS));

        assertThat(connection.known()).isZero();
    }

    @Test
    void otherMethodsAndVersionsAreDecoded() {
        connection
                .read(get("a", HEADERS))
                .read(get("a", HEADERS).replace("GET", "PUT"))
                .read(get("a", HEADERS).replace("HTTP/1.1", "HTTP/1.0"));

        assertThat(connection.known()).isZero();
        assertThat(connection.asked()).hasSize(3);
    }

    @Test
    void aConnectionGoesOnKnowingAfterABodyThatCameBehindItsHead() {
        String post = post("{\"a\":1}", HEADERS);
        int cut = post.length() - 7;
        connection
                .read(get("a", HEADERS))
                .read(post.substring(0, cut))
                .read(post.substring(cut))
                .read(get("b", HEADERS));

        assertThat(connection.known()).isEqualTo(1);
        assertThat(connection.asked()).hasSize(3);
    }

    @Test
    void aBodyIsNoCallWhateverItLooksLike() {
        String inside = get("b", HEADERS);
        connection.read(get("a", HEADERS)).read(post("x".repeat(inside.length()), HEADERS));
        String post = post(inside, HEADERS);
        int cut = post.length() - inside.length();
        connection.read(post.substring(0, cut)).read(post.substring(cut));

        assertThat(connection.known()).isZero();
        assertThat(connection.asked()).hasSize(3).last().isEqualTo("POST /v1/wallets " + inside);
    }

    /** Thousands of requests wait for their answers. */
    @Test
    void nothingIsKeptOfWhatWasDecoded() {
        connection.read(get("a", HEADERS) + get("b", HEADERS)).read(get("c", HEADERS));

        assertThat(connection.decoding()).usingRecursiveComparison().isEqualTo(new Decoding());
    }

    /** Else it would be closed in the midst of its calls. */
    @Test
    void aConnectionWithKnownCallsIsNotIdle() {
        AtomicInteger told = new AtomicInteger();
        IdleStateHandler idle = new IdleStateHandler(0, 0, 1) {
            @Override
            public void resetReadTimeout() {
                told.incrementAndGet();
            }
        };
        DecodedCalls its = DecodedCalls.but(heads, idle).read(get("a", HEADERS));
        assertThat(told).hasValue(0);
        its.read(get("a", HEADERS)).read(get("a", HEADERS)).close();

        assertThat(its.known()).isEqualTo(2);
        assertThat(told).hasValue(2);
    }

    static Stream<List<String>> uncertain() {
        String call = get("a", HEADERS);
        String json = HEADERS + "Content-Type: application/json\r\n";
        String post = "POST /v1/wallets HTTP/1.1\r\n" + json;
        return Stream.of(
                List.of(call + "GET /v"),
                List.of(call + call),
                List.of(call.substring(0, 30), call.substring(30)),
                List.of(post + "Content-Length: 10\r\n\nab\r\n\r\ncdef", "GET /v"),
                List.of(post + "Transfer-Encoding: chunked\r\n\r\n", "2\r\n{}\r\n0\r\n\r\n"),
                List.of(post + "Content-Length: 2\r\n\r\n", "{}GET /v"),
                List.of(call.replace("Host", "Ho st")));
    }

    /** Else what belongs to another request could be taken for a call. */
    @ParameterizedTest
    @MethodSource("uncertain")
    void nothingIsKnownAfterWhatHasNoCertainEnd(List<String> pieces) {
        DecodedCalls decoded = DecodedCalls.all();
        for (DecodedCalls its : List.of(connection, decoded)) {
            its.read(get("a", HEADERS));
            pieces.forEach(its::read);
            its.read(get("b", HEADERS)).read(get("c", HEADERS));
        }

        assertThat(connection.known()).isZero();
        assertThat(connection.asked()).isEqualTo(decoded.asked());
        decoded.close();
    }

    @Test
    void manyHeadsAreNotAllRemembered() {
        for (int i = 0; i < 200; i++) {
            connection.read(get("a", HEADERS + "X-Number: " + i + "\r\n"));
        }
        connection.read(get("a", HEADERS + "X-Number: 199\r\n")).read(get("a", HEADERS + "X-Number: 0\r\n"));

        assertThat(connection.known()).isEqualTo(1);
        assertThat(connection.asked()).hasSize(202);
    }

    private static String get(String target, String headers) {
        return "GET /v1/wallets/" + target + " HTTP/1.1\r\n" + headers + "\r\n";
    }

    private static String post(String body, String headers) {
        return "POST /v1/wallets HTTP/1.1\r\n" + headers + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }
}
