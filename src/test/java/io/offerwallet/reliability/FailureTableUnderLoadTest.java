package io.offerwallet.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the failure table at once, many times over: what one request gets doesn't depend on what others do. */
@QuarkusTest
@TestProfile(LongDeadline.class)
class FailureTableUnderLoadTest implements Undo {

    private static final Duration PAST_FRESH = Duration.ofSeconds(61);
    private static final int OF_EACH_ROW = 25;
    private static final String OK = "\"status\":\"ok\"";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final MovableClock clock = new MovableClock();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # SessionM     | past its time | nothing held | nothing held, on_error=empty
            internal_error | 200 stale     | 503          | 200 unavailable
            throttled      | 200 stale     | 503          | 200 unavailable
            unauthorized   | 200 stale     | 500          | 500
            # The last, since some of its calls hang for longer than it takes, and who comes then is turned away for them.
            black_hole     | 200 stale     | 503          | 200 unavailable
            """)
    void everyRowHoldsWhileAllOthersAreAskedFor(String fault, String stale, String cold, String coldAndEmpty) {
        List<String> pastTheirTime = held();
        clock.goOn(PAST_FRESH);
        List<String> fresh = held();
        String unknown = Users.unknown();
        assertThat(Proxy.get(unknown).statusCode()).isEqualTo(404);

        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < OF_EACH_ROW; i++) {
            String user = fresh.get(i);
            rows.add(new Row("nobody", user, "", "401"));
            rows.add(new Row("admin", user, "", "403"));
            rows.add(new Row("braze", "somebody", "", "400"));
            rows.add(new Row("braze", user, "?limit=none", "400"));
            rows.add(new Row("braze", unknown, "", "404"));
            rows.add(new Row("braze", user, "", "200 fresh"));
            rows.add(new Row("braze", user, "?culture=tlh-KX", "200 fresh"));
            rows.add(new Row("braze", pastTheirTime.get(i), "", stale));
            rows.add(new Row("braze", Users.somebody(), "", cold));
            rows.add(new Row("braze", Users.somebody(), "?on_error=empty", coldAndEmpty));
        }
        long seed = System.nanoTime();
        Collections.shuffle(rows, new Random(seed));
        Sessionm.behave("fault", fault);

        assertThat(rows.stream().map(Row::ask).toList())
                .as("in the order of seed %d", seed)
                .allSatisfy(asked -> asked.join().check());
    }

    /** A request and what the table says to it. */
    private record Row(String client, String user, String query, String expected) {

        CompletableFuture<Asked> ask() {
            String credential = Base64.getEncoder().encodeToString((client + ":demo").getBytes(UTF_8));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + RestAssured.port + Proxy.WALLETS + "/" + user + query))
                    .header("Authorization", "Basic " + credential)
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> new Asked(this, answer));
        }
    }

    private record Asked(Row row, HttpResponse<String> answer) {

        void check() {
            String[] expected = row.expected().split(" ", -1);
            assertThat(answer.statusCode()).as("%s %s", this, answer.body()).isEqualTo(Integer.parseInt(expected[0]));
            if (expected.length == 1) {
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.headers().firstValue("Retry-After").isPresent())
                        .isEqualTo(answer.statusCode() == 503);
                return;
            }
            assertThat(answer.body()).contains("\"user_id\":\"" + row.user() + "\"", "\"culture\":\"en-US\"");
            switch (expected[1]) {
                case "fresh" -> assertThat(answer.body()).contains(OK, "\"stale\":false");
                case "stale" -> assertThat(answer.body()).contains(OK, "\"stale\":true");
                default -> assertThat(answer.body()).contains("\"status\":\"unavailable\"", "\"offers\":[]");
            }
        }
    }

    private static List<String> held() {
        List<String> users = Stream.generate(Users::somebody).limit(OF_EACH_ROW).toList();
        users.forEach(user -> assertThat(Proxy.get(user).statusCode()).isEqualTo(200));
        return users;
    }
}
