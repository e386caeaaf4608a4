package io.offerwallet.api;

import static io.offerwallet.api.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.offerwallet.api.RawHttp.Answer;
import io.offerwallet.testing.Management;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SessionM tells what happens to offers, and the next message follows. */
@QuarkusTest
class SessionmEventsHttpTest implements Undo {

    /** So many that some of them haven't expired. */
    private static final int OFFERS = 30;

    private static final int MOST_BYTES = 65_536;

    private final String user = Users.somebody();

    @Test
    void aRevokedOfferIsGoneFromTheVeryNextWallet() {
        Sessionm.give(user, OFFERS);
        List<String> before = Proxy.get(user).path("offers.offer_id");
        assertThat(before).hasSizeGreaterThan(1);
        Sessionm.revoke(user, OFFERS, before.get(1));
        assertThat(Proxy.get(user).<List<String>>path("offers.offer_id")).isEqualTo(before);

        accept(event("offer.revoked", user), 1, 1, 0);

        List<String> after = Proxy.get(user).path("offers.offer_id");
        assertThat(after).isNotEmpty().doesNotContain(before.get(1));
        assertThat(Proxy.dropIn(user).asString()).doesNotContain(before.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"offer.issued", "OFFER_REDEEMED", "offer_expired", "Revoked"})
    void whateverHappensToAnOfferIsSeenByTheNextRequest(String type) {
        Sessionm.revise(user, 1);
        assertThat(revision()).isEqualTo(1);
        Sessionm.revise(user, 2);

        accept(event(type, user), 1, 1, 0);

        assertThat(revision()).isEqualTo(2);
    }

    @Test
    void anEventMayComeAnyNumberOfTimes() {
        held(user);
        for (int i = 0; i < 3; i++) {
            accept(event("issued", user), 1, 1, 0);
        }
        assertThat(cache(user)).isEqualTo("miss");
        accept("[" + event("issued", user) + "," + event("issued", user.toUpperCase(Locale.ROOT)) + "]", 2, 2, 0);
        assertThat(cache(user)).isEqualTo("miss");
    }

    /** What an event tells isn't applied: whichever comes last, the wallet is SessionM's present one. */
    @Test
    void eventsMayComeInAnyOrder() {
        Sessionm.give(user, OFFERS);
        List<String> offers = Proxy.get(user).path("offers.offer_id");
        Sessionm.revoke(user, OFFERS, offers.get(0));

        accept(event("offer.revoked", user), 1, 1, 0);
        assertThat(Proxy.get(user).<List<String>>path("offers.offer_id")).doesNotContain(offers.get(0));
        accept(event("offer.issued", user), 1, 1, 0);
        assertThat(Proxy.get(user).<List<String>>path("offers.offer_id")).doesNotContain(offers.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "{\"delivery\":7,\"events\":[%s]}"})
    void aListPurgesEveryUserInItAndNobodyElse(String list) {
        List<String> users = Stream.generate(Users::somebody).limit(20).toList();
        String other = Users.somebody();
        users.forEach(SessionmEventsHttpTest::held);
        held(other);

        accept(list.formatted(events(users) + "," + event("tier.changed", other)), 21, 20, 1);

        assertThat(users).allSatisfy(purged -> assertThat(cache(purged)).isEqualTo("miss"));
        assertThat(cache(other)).isEqualTo("hit");
    }

    @Test
    void anEventOfAnotherTypeIsAcceptedAndChangesNothing() {
        held(user);
        accept(event("tier.changed", user), 1, 0, 1);
        accept("{\"type\":\"tier.changed\"}", 1, 0, 1);
        accept("[]", 0, 0, 0);
        assertThat(cache(user)).isEqualTo("hit");
    }

    @Test
    void oneBadEventInAListTakesNoOtherWithIt() {
        String last = Users.somebody();
        held(user);
        held(last);
        String list = "{\"events\":[" + event("issued", user) + ",{\"event_type\":\"issued\"}," + event("issued", last)
                + "," + event("issued", "somebody") + "]}";

        for (int i = 0; i < 2; i++) {
            Response answer = Proxy.postEvents(list);
            answer.then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("type", endsWith(":invalid-request"))
                    .body("field", equalTo("events[1].user_id"));
            assertThat(answer.<String>path("detail")).contains("2 of 4 events").contains(": 1, 3.");
            assertThat(answer.asString()).doesNotContain("somebody").doesNotContain(user);
            assertThat(cache(user)).isEqualTo("miss");
            assertThat(cache(last)).isEqualTo("miss");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "\"issued\"", "5", "{", "{}{}", "[{}", "event_type=issued"})
    void whatIsNoEventIsRefused(String body) {
        Proxy.postEvents(body).then().statusCode(400).body("type", endsWith(":invalid-request"));
    }

    @Test
    void anEventThatCannotBeUnderstoodIsRefusedByName() {
        refused("{\"user_id\":\"" + user + "\"}", "event_type");
        refused("{\"event_type\":\"issued\"}", "user_id");
        refused(event("issued", "somebody"), "user_id");
        refused("[" + event("issued", user) + ",{}]", "[1].event_type");
        refused("{\"type\":\"issued\",\"user_id\":\"" + user + "\",\"user_id\":\"" + user + "\"}", "user_id");
    }

    /** The largest body that is read by default holds fewer users than a purge may have by default. */
    @Test
    void aLongListIsReadWhole() {
        List<String> users = Stream.generate(Users::somebody).limit(900).toList();
        List.of(0, 450, 899).forEach(i -> held(users.get(i)));

        accept(
                users.stream()
                        .map("{\"type\":\"issued\",\"user_id\":\"%s\"}"::formatted)
                        .collect(Collectors.joining(",", "[", "]")),
                900,
                900,
                0);

        List.of(0, 450, 899).forEach(i -> assertThat(cache(users.get(i))).isEqualTo("miss"));
    }

    @Test
    void aBodyThatIsTooLargePurgesNobody() {
        held(user);
        String padded = event("issued", user) + " ".repeat(MOST_BYTES);

        Proxy.postEvents(padded).then().statusCode(413).body("type", endsWith(":body-too-large"));
        Proxy.postEvents("[" + event("issued", user) + ",".repeat(MOST_BYTES) + "]")
                .then()
                .statusCode(413);

        assertThat(cache(user)).isEqualTo("hit");
        accept(padded.substring(0, MOST_BYTES), 1, 1, 0);
    }

    @Test
    void onlyJsonIsTaken() {
        Proxy.sessionm()
                .contentType("text/plain")
                .body(event("issued", user))
                .post(Proxy.EVENTS)
                .then()
                .statusCode(415);
        Answer wrongMethod = RawHttp.exchange(RawHttp.head("GET", Proxy.EVENTS, RawHttp.basic("sessionm:demo")));
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.header("Allow")).isEqualTo("POST, OPTIONS");
    }

    @Test
    void eventsAreTakenWhateverSessionMDoes() {
        Sessionm.behave("fault", "black_hole");
        accept(event("issued", user), 1, 1, 0);
    }

    @Test
    void eventsAreCountedByWhatBecameOfThem() {
        double purged = counted("purged");
        double ignored = counted("ignored");
        double refused = counted("refused");
        double failed = counted("failed");

        Proxy.postEvents("[{},5," + event("issued", user) + "," + event("expired", user) + ","
                + event("revoked", Users.somebody()) + "," + event("tier.changed", user) + "]");

        assertThat(counted("purged")).isEqualTo(purged + 3);
        assertThat(counted("ignored")).isEqualTo(ignored + 1);
        assertThat(counted("refused")).isEqualTo(refused + 2);
        assertThat(counted("failed")).isEqualTo(failed);
    }

    private static double counted(String result) {
        return Management.metric("sessionm_events_total", "result", result);
    }

    private static void accept(String body, int received, int purged, int ignored) {
        Proxy.postEvents(body)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("Cache-Control", "no-store")
                .body(equalTo("{\"received\":%d,\"purged\":%d,\"ignored\":%d}".formatted(received, purged, ignored)));
    }

    private static void refused(String body, String field) {
        Proxy.postEvents(body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo(field));
    }

    private static void held(String user) {
        Proxy.get(user).then().statusCode(200);
        assertThat(cache(user)).isEqualTo("hit");
    }

    private static String cache(String user) {
        return Proxy.get(user).header("X-Cache");
    }

    private static String events(List<String> users) {
        return IntStream.range(0, users.size())
                .mapToObj(i -> event(i % 2 == 0 ? "offer.issued" : "offer.redeemed", users.get(i)))
                .collect(Collectors.joining(","));
    }

    private int revision() {
        return Sessionm.revisionIn(Proxy.get(user).path("available_points"));
    }
}
