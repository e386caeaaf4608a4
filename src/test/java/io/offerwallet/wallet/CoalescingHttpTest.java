package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.offerwallet.testing.Management;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However many ask for the same wallet at once, SessionM is asked once (P6). */
@QuarkusTest
class CoalescingHttpTest implements Undo {

    private static final int REQUESTS = 500;
    private static final int ATTEMPTS = 5;
    private static final int WARM_UP = 60;
    private static final JsonMapper JSON = new JsonMapper();

    /** The first requests of a process are slow: of five hundred at once, some would be turned away. */
    @BeforeEach
    void warmUp() {
        for (int i = 0; i < WARM_UP; i++) {
            ask(Users.somebody(), i % 2 == 0).join();
        }
    }

    @Test
    void manyRequestsForOneColdUserAreOneCallAndGetTheSameWallet() {
        String user = Users.somebody();
        Sessionm.behave("fault", "hold");
        List<CompletableFuture<HttpResponse<String>>> requests = IntStream.range(0, REQUESTS)
                .mapToObj(i -> ask(user, i % 2 == 0))
                .toList();
        // Nobody waits longer than the deadline; who comes after the release finds the wallet there.
        awaitWaiting(50);
        Sessionm.behaveAgain();

        List<HttpResponse<String>> answers =
                requests.stream().map(CompletableFuture::join).toList();
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("user_id").asText()).isEqualTo(user);
        });
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(Sessionm.callsFor(user)).isEqualTo(1);
        Map<String, Long> sources = count(answers.stream().map(CoalescingHttpTest::cache));
        assertThat(sources).containsEntry("miss", 1L);
        assertThat(sources.keySet()).isSubsetOf("miss", "coalesced", "hit");
        assertThat(sources.get("coalesced")).isGreaterThanOrEqualTo(49);
    }

    @Test
    void manyRequestsForSomeColdUsersAreOneCallEach() {
        List<String> users = Stream.generate(Users::somebody).limit(50).toList();
        List<HttpResponse<String>> answers =
                IntStream.range(0, REQUESTS)
                        .mapToObj(i -> ask(users.get(i % users.size()), i % 3 == 0))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        for (int i = 0; i < REQUESTS; i++) {
            assertThat(answers.get(i).statusCode()).isEqualTo(200);
            assertThat(json(answers.get(i)).path("user_id").asText()).isEqualTo(users.get(i % users.size()));
        }
        assertThat(users).allSatisfy(user -> assertThat(Sessionm.callsFor(user)).isEqualTo(1));
        assertThat(count(answers.stream().map(CoalescingHttpTest::cache))).containsEntry("miss", (long) users.size());
    }

    @Test
    void culturesAndKindsOfAnswerAreCallsOfTheirOwn() {
        String user = Users.somebody();
        Sessionm.behave("fault", "hold");
        List<CompletableFuture<HttpResponse<String>>> requests = IntStream.range(0, 60)
                .mapToObj(i -> switch (i % 3) {
                    case 0 -> Proxy.getAsync(user, "?culture=fr-CA");
                    case 1 -> Proxy.getAsync(user, "?culture=de-DE&limit=" + i);
                    default -> Proxy.postAsync(Proxy.DROP_IN, "{\"user_id\":\"" + user + "\",\"culture\":\"de-DE\"}");
                })
                .toList();
        awaitWaiting(60);
        Sessionm.behaveAgain();

        for (int i = 0; i < requests.size(); i++) {
            HttpResponse<String> answer = requests.get(i).join();
            assertThat(answer.statusCode()).isEqualTo(200);
            switch (i % 3) {
                case 0 -> assertThat(json(answer).path("culture").asText()).isEqualTo("fr-CA");
                case 1 -> assertThat(json(answer).path("culture").asText()).isEqualTo("de-DE");
                default ->
                    assertThat(json(answer).at("/payload/user_id").asText()).isEqualTo(user);
            }
        }
        assertThat(Sessionm.callsFor(user)).isEqualTo(3);
        assertThat(count(requests.stream().map(request -> cache(request.join()))))
                .containsExactlyInAnyOrderEntriesOf(Map.of("miss", 3L, "coalesced", 57L));
    }

    @Test
    void failureIsSharedToo() {
        String user = Users.somebody();
        Sessionm.behave("fault", "hold");
        CompletableFuture<HttpResponse<String>> somebodyElse = ask(Users.somebody(), true);
        awaitWaiting(1);
        Sessionm.behave("fault", "black_hole");
        List<CompletableFuture<HttpResponse<String>>> requests =
                IntStream.range(0, 100).mapToObj(i -> ask(user, true)).toList();

        assertThat(somebodyElse.join().statusCode()).isEqualTo(200);
        assertThat(requests)
                .allSatisfy(request -> assertThat(request.join().statusCode()).isEqualTo(503));
        assertThat(Sessionm.callsFor(user)).isEqualTo(1);
    }

    /** After a purge the same again, many times: a race between the end of a load and the next request would show. */
    @Test
    void everyColdStartIsOneCall() {
        String user = Users.somebody();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Proxy.purge(user);
            List<CompletableFuture<HttpResponse<String>>> requests =
                    IntStream.range(0, 100).mapToObj(i -> ask(user, true)).toList();
            assertThat(requests).allSatisfy(request -> assertThat(request.join().statusCode())
                    .isEqualTo(200));
            assertThat(Sessionm.callsFor(user)).isEqualTo(attempt);
        }
    }

    private static CompletableFuture<HttpResponse<String>> ask(String user, boolean inPath) {
        return inPath
                ? Proxy.getAsync(user, "?sort=sessionm")
                : Proxy.postAsync(Proxy.WALLETS, "{\"user_id\":\"" + user + "\"}");
    }

    private static void awaitWaiting(int atLeast) {
        await().untilAsserted(
                        () -> assertThat(Management.metric("wallet_waiting")).isGreaterThanOrEqualTo(atLeast));
    }

    private static String cache(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Cache").orElse("none");
    }

    private static Map<String, Long> count(Stream<String> words) {
        return words.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
