package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
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
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once a purge is acknowledged, no later answer holds data fetched before it (P4). */
@QuarkusTest
class PurgeHttpTest implements Undo {

    private static final int MOST_USERS = 1000;

    private final MovableClock clock = new MovableClock();

    @Test
    void purgedUserIsAskedForAgain() {
        String user = Users.somebody();
        Proxy.get(user).then().header("X-Cache", "miss");
        Proxy.admin().delete(Proxy.WALLETS + "/" + user).then().statusCode(204).body(equalTo(""));
        Proxy.get(user).then().statusCode(200).header("X-Cache", "miss");
        assertThat(Sessionm.callsFor(user)).isEqualTo(2);
    }

    @Test
    void upperCaseIdPurgesTheSameUser() {
        String user = Users.somebody();
        Proxy.get(user).then().header("X-Cache", "miss");
        Proxy.purge(user.toUpperCase(Locale.ROOT));
        Proxy.get(user).then().header("X-Cache", "miss");
    }

    @Test
    void purgeReachesEveryCultureAndKindOfAnswer() {
        String user = Users.somebody();
        Proxy.get(user, "culture", "en-US").then().header("X-Cache", "miss");
        Proxy.get(user, "culture", "ja-JP").then().header("X-Cache", "miss");
        Proxy.dropIn(user).then().header("X-Cache", "miss");
        Proxy.purge(user);
        Proxy.get(user, "culture", "en-US").then().header("X-Cache", "miss");
        Proxy.get(user, "culture", "ja-JP").then().header("X-Cache", "miss");
        Proxy.dropIn(user).then().header("X-Cache", "miss");
    }

    @Test
    void purgeOfOneLeavesTheOthers() {
        String one = Users.somebody();
        String other = Users.somebody();
        Proxy.get(one);
        Proxy.get(other);
        Proxy.purge(one);
        Proxy.get(other).then().header("X-Cache", "hit");
        Proxy.get(one).then().header("X-Cache", "miss");
    }

    @Test
    void purgeOfSomebodyNeverHeardOfIsAcknowledgedToo() {
        Proxy.purge(Users.somebody());
        Proxy.purge(Users.unknown());
    }

    @Test
    void batchPurgesAllOfItAndSaysHowMany() {
        List<String> users = Stream.generate(Users::somebody).limit(20).toList();
        String other = Users.somebody();
        users.forEach(Proxy::get);
        Proxy.get(other);
        double before = Management.metric("wallet_purges_total");

        Proxy.purge(users).then().statusCode(200).contentType(ContentType.JSON).body("purged", equalTo(20));
        assertThat(users)
                .allSatisfy(user -> Proxy.get(user).then().statusCode(200).header("X-Cache", "miss"));
        Proxy.get(other).then().header("X-Cache", "hit");
        assertThat(Management.metric("wallet_purges_total")).isEqualTo(before + 20);
    }

    @Test
    void batchMayBeAsLargeAsTheLimitAndNoLarger() {
        List<String> most = Stream.generate(Users::somebody).limit(MOST_USERS).toList();
        Proxy.purge(most).then().statusCode(200).body("purged", equalTo(MOST_USERS));
        Proxy.purge(Stream.concat(most.stream(), Stream.of(Users.somebody())).toList())
                .then()
                .statusCode(400)
                .body("field", equalTo("user_ids"));
        Proxy.purge(List.of()).then().statusCode(400).body("field", equalTo("user_ids"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "", "{3f2504e0-4f89-41d3-9a0c-0305e82c3301}"})
    void batchWithOneBadIdPurgesNobody(String bad) {
        String first = Users.somebody();
        String last = Users.somebody();
        Proxy.get(first);
        Proxy.get(last);
        Proxy.purge(List.of(first, bad, last)).then().statusCode(400).body("field", equalTo("user_ids[1]"));
        Proxy.get(first).then().header("X-Cache", "hit");
        Proxy.get(last).then().header("X-Cache", "hit");
    }

    @Test
    void answerAfterAPurgeIsNeverOlderThanThePurge() {
        String user = Users.somebody();
        for (int revision = 1; revision <= 200; revision++) {
            Sessionm.revise(user, revision);
            Proxy.purge(user);
            Response answer = Proxy.get(user);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Sessionm.revisionIn(answer.path("available_points"))).isEqualTo(revision);
            assertThat(answer.header("X-Cache")).isEqualTo("miss");
        }
        assertThat(Sessionm.callsFor(user)).isEqualTo(200);
    }

    /** While others ask all the time, so that a load is under way at almost every purge. */
    @Test
    void answerAfterAPurgeIsNeverOlderThanThePurgeHoweverManyAsk() {
        String user = Users.somebody();
        for (int revision = 1; revision <= 50; revision++) {
            List<CompletableFuture<HttpResponse<String>>> others = IntStream.range(0, 10)
                    .mapToObj(i -> Proxy.getAsync(user, "?limit=" + i))
                    .toList();
            Sessionm.revise(user, revision);
            Proxy.purge(user);
            Response answer = Proxy.get(user);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Sessionm.revisionIn(answer.path("available_points"))).isEqualTo(revision);
            others.forEach(CompletableFuture::join);
            assertThat(Sessionm.revisionIn(Proxy.get(user).path("available_points")))
                    .isEqualTo(revision);
        }
    }

    @Test
    void loadUnderWayAtThePurgeIsNeitherServedNorKept() {
        String user = Users.somebody();
        double discarded = Management.metric("wallet_loads_discarded_total");
        Sessionm.revise(user, 1);
        Sessionm.behave("fault", "hold");
        CompletableFuture<HttpResponse<String>> before = Proxy.getAsync(user, "");
        awaitCalls(user, 1);

        Sessionm.revise(user, 2);
        Proxy.purge(user);
        CompletableFuture<HttpResponse<String>> after = Proxy.getAsync(user, "");
        await().untilAsserted(
                        () -> assertThat(Management.metric("wallet_waiting")).isEqualTo(2));
        Sessionm.behaveAgain();

        assertThat(revisionOf(before.join())).isEqualTo(2);
        assertThat(revisionOf(after.join())).isEqualTo(2);
        Response later = Proxy.get(user);
        assertThat(Sessionm.revisionIn(later.path("available_points"))).isEqualTo(2);
        assertThat(later.header("X-Cache")).isEqualTo("hit");
        assertThat(Sessionm.callsFor(user)).isEqualTo(2);
        assertThat(Management.metric("wallet_loads_discarded_total")).isEqualTo(discarded + 1);
    }

    @Test
    void lateLoadOfBeforeThePurgeIsNotKeptWhenNobodyWaitsAnyMore() {
        String user = Users.somebody();
        Sessionm.revise(user, 1);
        Sessionm.behave("fault", "hold");
        Proxy.get(user).then().statusCode(503);
        Sessionm.revise(user, 2);
        Proxy.purge(user);
        Sessionm.behaveAgain();
        await().untilAsserted(
                        () -> assertThat(Management.metric("wallet_loads")).isZero());

        Response later = Proxy.get(user);
        assertThat(later.header("X-Cache")).isEqualTo("miss");
        assertThat(Sessionm.revisionIn(later.path("available_points"))).isEqualTo(2);
    }

    @Test
    void purgedUserIsNotServedAsStaleDuringAnOutage() {
        String user = Users.somebody();
        Proxy.get(user).then().statusCode(200);
        Proxy.dropIn(user).then().statusCode(200);
        clock.goOn(Duration.ofSeconds(61));
        Sessionm.behave("fault", "outage");
        Proxy.get(user).then().statusCode(200).header("X-Cache", "stale");
        Proxy.purge(user);
        Proxy.get(user).then().statusCode(503);
        Proxy.dropIn(user).then().statusCode(503);
    }

    /** The wallet was there when the request began to wait, and is gone when SessionM turns out to be failing. */
    @Test
    void userPurgedWhileARequestWaitsIsNotServedAsStale() {
        String user = Users.somebody();
        Proxy.get(user).then().statusCode(200);
        clock.goOn(Duration.ofSeconds(61));
        Sessionm.behave("fault", "black_hole");
        CompletableFuture<HttpResponse<String>> waiting = Proxy.getAsync(user, "");
        awaitCalls(user, 2);
        Proxy.purge(user);
        assertThat(waiting.join().statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void newsOfAnUnknownUserIsPurgedToo(boolean toldByStatus) {
        String user = toldByStatus ? Users.unknownWith404() : Users.unknown();
        Proxy.get(user).then().statusCode(404).header("X-Cache", "miss");
        Proxy.get(user).then().statusCode(404).header("X-Cache", "hit");
        Proxy.purge(user);
        Proxy.get(user).then().statusCode(404).header("X-Cache", "miss");
        assertThat(Sessionm.callsFor(user)).isEqualTo(2);
    }

    @Test
    void purgeWorksWhateverSessionMDoes() {
        Sessionm.behave("fault", "black_hole");
        Proxy.purge(Users.somebody());
        Proxy.purge(List.of(Users.somebody())).then().statusCode(200);
    }

    private static void awaitCalls(String user, int calls) {
        await().pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(Sessionm.callsFor(user)).isEqualTo(calls));
    }

    private static int revisionOf(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return Sessionm.revisionIn(JsonPath.from(answer.body()).get("available_points"));
    }
}
