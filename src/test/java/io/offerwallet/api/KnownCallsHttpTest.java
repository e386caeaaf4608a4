package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.Management;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers that send the same headers again and again. */
@QuarkusTest
@Timeout(120)
class KnownCallsHttpTest implements Undo {

    private static final String COUNT = "http_server_requests_seconds_count";

    private final String user = Users.somebody();

    /** Requests for a user. */
    static Stream<UnaryOperator<String>> calls() {
        return Stream.of(
                user -> get(user, ""),
                user -> get(user, "?culture=fr&limit=2&tz=Europe/Paris&category=Maison%20%26%20D%C3%A9co"),
                user -> post(Proxy.WALLETS, "{\"user_id\":\"" + user + "\",\"culture\":\"ja\"}"),
                user -> post(Proxy.DROP_IN, "{\"user_id\":\"" + user + "\",\"culture\":\"de\",\"take\":3}"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void theyAreAnsweredAsWhoComesForTheFirstTime(UnaryOperator<String> call) {
        String request = call.apply(user);
        RawHttp.exchange(request);
        RawHttp.Answer alone = RawHttp.exchange(request);
        assertThat(alone.header("X-Cache")).isEqualTo("hit");
        try (RawHttp connection = new RawHttp()) {
            for (int i = 0; i < 4; i++) {
                connection.send(request);
                RawHttp.Answer answer = connection.answer();
                assertThat(withoutWhatDiffers(answer)).isEqualTo(withoutWhatDiffers(alone));
                assertThat(answer.body()).isEqualTo(alone.body());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void eachGetsItsOwn(UnaryOperator<String> call) {
        String other = Users.somebody();
        try (RawHttp connection = new RawHttp();
                RawHttp another = new RawHttp()) {
            for (int i = 0; i < 6; i++) {
                String whose = i % 2 == 0 ? user : other;
                for (RawHttp its : new RawHttp[] {connection, another}) {
                    its.send(call.apply(whose));
                    assertThat(its.answer().body()).contains(whose).doesNotContain(whose.equals(user) ? other : user);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void nobodyElseIsLetIn(UnaryOperator<String> call) {
        String request = call.apply(user);
        String wrong = request.replace(RawHttp.BRAZE, RawHttp.basic("braze:demp"));
        assertThat(wrong).hasSameSizeAs(request).isNotEqualTo(request);
        try (RawHttp connection = new RawHttp()) {
            for (int i = 0; i < 3; i++) {
                connection.send(request);
                assertThat(connection.answer().status()).isEqualTo(200);
            }
            connection.send(wrong);
            assertThat(connection.answer().status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatIsPurgedIsAskedForAgain(UnaryOperator<String> call) {
        try (RawHttp connection = new RawHttp()) {
            for (int i = 0; i < 3; i++) {
                connection.send(call.apply(user));
                assertThat(connection.answer().status()).isEqualTo(200);
            }
            Proxy.purge(user);
            connection.send(call.apply(user));
            assertThat(connection.answer().header("X-Cache")).isEqualTo("miss");
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whoComesForTheFirstTimeIsAnsweredToo(UnaryOperator<String> call) {
        try (RawHttp connection = new RawHttp();
                RawHttp other = new RawHttp()) {
            other.send(call.apply(user));
            String head = withoutWhatDiffers(other.answer());
            for (int i = 0; i < 4; i++) {
                connection.send(call.apply(Users.somebody()));
                RawHttp.Answer answer = connection.answer();
                assertThat(answer.header("X-Cache")).isEqualTo("miss");
                assertThat(withoutLength(withoutWhatDiffers(answer))).isEqualTo(withoutLength(head));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatComesBehindAMissComesAfterIt(UnaryOperator<String> call) {
        try (RawHttp connection = new RawHttp()) {
            for (int i = 0; i < 20; i++) {
                String first = Users.somebody();
                connection.send(call.apply(first));
                connection.send(call.apply(user));
                assertThat(connection.answer().body()).contains(first);
                assertThat(connection.answer().body()).contains(user);
            }
        }
    }

    @Test
    void theyAreCounted() {
        awaitNoneActive();
        double before = Management.metric(COUNT, "method", "GET", "status", "200");
        try (RawHttp connection = new RawHttp()) {
            for (int i = 0; i < 5; i++) {
                connection.send(get(user, ""));
                assertThat(connection.answer().status()).isEqualTo(200);
            }
        }
        awaitNoneActive();
        assertThat(Management.metric(COUNT, "method", "GET", "status", "200") - before)
                .isEqualTo(5);
    }

    private static void awaitNoneActive() {
        await().untilAsserted(() ->
                assertThat(Management.metric("http_server_active_requests")).isZero());
    }

    private static String withoutWhatDiffers(RawHttp.Answer answer) {
        return answer.head()
                .replaceFirst("Age: \\d+", "Age: so much")
                .replaceFirst("X-Request-Id: [0-9a-f]{32}", "X-Request-Id: some");
    }

    private static String withoutLength(String head) {
        return head.replaceFirst("content-length: \\d+", "content-length: some");
    }

    private static String get(String user, String query) {
        return RawHttp.head("GET", Proxy.WALLETS + "/" + user + query, RawHttp.BRAZE);
    }

    private static String post(String path, String json) {
        return RawHttp.head(
                        "POST",
                        path,
                        RawHttp.BRAZE + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n")
                + json;
    }
}
