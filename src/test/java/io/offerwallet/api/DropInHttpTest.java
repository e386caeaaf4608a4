package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SessionM's own call, answered with SessionM's own bytes. */
@QuarkusTest
class DropInHttpTest implements Undo {

    private static final String ENGLISH = "en-US";

    /** Noon, so that no midnight falls into a test by chance. */
    private static final Instant NOON = Instant.parse("2031-03-12T12:00:01Z");

    private final MovableClock clock = new MovableClock();

    @BeforeEach
    void standAtNoon() {
        clock.goOnFrom(NOON);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void withNothingExpiredTheBytesAreSessionms(int offers) {
        String user = someoneWithLive(offers);
        String body = Source.request(user, ENGLISH).toString();

        Response answer = Proxy.postDropIn(body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.asByteArray()).isEqualTo(Sessionm.answer(body));
    }

    @Test
    void expiredOffersAreCutOutAndNothingElseIsTouched() {
        String user = someoneWhose(60, source -> {
            int live = source.live(NOON).size();
            return live > 0 && live < 59;
        });
        Source source = Source.of(user, ENGLISH);
        // Else the comparison below would be one of two writers, not of what is written.
        assertThat(Source.written(source.envelope())).isEqualTo(source.text());

        Response answer = Proxy.postDropIn(Source.request(user, ENGLISH).toString());

        assertThat(text(answer)).isEqualTo(source.withoutExpired(NOON));
        assertThat(answer.<Integer>path("payload.total_records"))
                .isEqualTo(source.live(NOON).size());
    }

    @Test
    void firstAndLastOffersCanBeCutOutToo() {
        for (int expired : List.of(0, 1)) {
            String user = someoneWhose(2, source -> {
                List<?> live = source.live(NOON);
                return live.size() == 1 && !live.contains(source.offers().get(expired));
            });

            Response answer = Proxy.postDropIn(Source.request(user, ENGLISH).toString());

            assertThat(text(answer)).isEqualTo(Source.of(user, ENGLISH).withoutExpired(NOON));
        }
        String user = someoneWhose(1, source -> source.live(NOON).isEmpty());

        Response answer = Proxy.postDropIn(Source.request(user, ENGLISH).toString());

        assertThat(text(answer)).isEqualTo(Source.of(user, ENGLISH).withoutExpired(NOON));
        assertThat(answer.<List<?>>path("payload.user_offers")).isEmpty();
    }

    @Test
    void anOfferThatExpiresWhileItIsHeldDisappears() {
        String user = someoneWith(400);
        Source source = Source.of(user, ENGLISH);
        Instant end = source.live(NOON.plusSeconds(60)).stream()
                .map(offer -> Source.expiry(offer).orElse(Instant.MAX))
                .sorted()
                .findFirst()
                .orElseThrow();
        assertThat(end).isBefore(NOON.plus(Duration.ofHours(11)));
        String body = Source.request(user, ENGLISH).toString();
        clock.goOnFrom(end.minusSeconds(10));
        String before = text(Proxy.postDropIn(body));

        clock.goOnFrom(end);
        String after = text(Proxy.postDropIn(body));

        assertThat(before).isEqualTo(source.withoutExpired(end.minusSeconds(10)));
        assertThat(after).isEqualTo(source.withoutExpired(end)).isNotEqualTo(before);
    }

    @Test
    void whatHasExpiredIsNotInAStaleAnswerEither() {
        String user = someoneWith(400);
        Source source = Source.of(user, ENGLISH);
        Instant end = source.live(NOON.plusSeconds(60)).stream()
                .map(offer -> Source.expiry(offer).orElse(Instant.MAX))
                .sorted()
                .findFirst()
                .orElseThrow();
        String body = Source.request(user, ENGLISH).toString();
        clock.goOnFrom(end.minusSeconds(10));
        Proxy.postDropIn(body);

        clock.goOnFrom(end);
        Sessionm.whileDown(() -> {
            Response stale = Proxy.postDropIn(body);
            assertThat(stale.header("X-Cache")).isEqualTo("stale");
            assertThat(text(stale)).isEqualTo(source.withoutExpired(end));
        });
    }

    @Test
    void theSecondCallIsAHit() {
        String user = someoneWithLive(5);
        String body = Source.request(user, ENGLISH).toString();

        Response miss = Proxy.postDropIn(body);
        clock.goOn(Duration.ofSeconds(12));
        Response hit = Proxy.postDropIn(body);

        assertThat(miss.header("X-Cache")).isEqualTo("miss");
        assertThat(hit.header("X-Cache")).isEqualTo("hit");
        assertThat(Integer.parseInt(hit.header("Age"))).isBetween(12, 15);
        assertThat(hit.asByteArray()).isEqualTo(miss.asByteArray());
        assertThat(Sessionm.callsFor(user))
                .isEqualTo(2); // one of them by this test itself, when it looked for the user
    }

    @Test
    void onlyTheUserMustBeGiven() {
        String user = someoneWithLive(4);

        Response answer = Proxy.postDropIn("{\"user_id\":\"" + user + "\"}");

        assertThat(text(answer)).isEqualTo(Source.of(user, ENGLISH).text());
    }

    @Test
    void theRetailerMayBeWrittenInCapitals() {
        String user = someoneWithLive(1);
        ObjectNode body = Source.request(user, ENGLISH);
        body.put("retailer_id", Source.text(body, "retailer_id").toUpperCase(Locale.ROOT));

        assertThat(Proxy.postDropIn(body.toString()).statusCode()).isEqualTo(200);
    }

    @Test
    void anotherRetailerIsRefused() {
        String user = Users.somebody();

        Response answer = Proxy.postDropIn(Source.request(user, ENGLISH)
                .put("retailer_id", Users.somebody())
                .toString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("field")).isEqualTo("retailer_id");
        assertThat(Sessionm.callsFor(user)).isZero();
    }

    @Test
    void eachPageIsHeldByItself() {
        String user = someoneWithLive(9);
        int before = Sessionm.callsFor(user);
        ObjectNode whole = Source.request(user, ENGLISH);
        ObjectNode some = whole.deepCopy().put("take", 2);
        ObjectNode others = some.deepCopy().put("skip", 3);
        ObjectNode pending = whole.deepCopy().put("include_pending_extended_data", true);

        for (ObjectNode body : List.of(whole, some, others, pending)) {
            Response miss = Proxy.postDropIn(body.toString());
            Response hit = Proxy.postDropIn(body.toString());
            assertThat(miss.header("X-Cache")).isEqualTo("miss");
            assertThat(hit.header("X-Cache")).isEqualTo("hit");
            assertThat(hit.asByteArray()).isEqualTo(miss.asByteArray());
        }

        assertThat(Sessionm.callsFor(user) - before).isEqualTo(4);
        for (ObjectNode body : List.of(whole, some, others, pending)) {
            assertThat(Proxy.postDropIn(body.toString()).asByteArray()).isEqualTo(Sessionm.answer(body.toString()));
        }
        assertThat(Proxy.postDropIn(some.toString()).<List<?>>path("payload.user_offers"))
                .hasSize(2);
    }

    @Test
    void numbersAndTruthMayBeText() {
        String user = someoneWithLive(5);

        Response answer = Proxy.postDropIn("{\"user_id\":\"" + user
                + "\",\"skip\":\"1\",\"take\":\"2\",\"include_pending_extended_data\":\"true\"}");

        ObjectNode same =
                Source.request(user, ENGLISH).put("skip", 1).put("take", 2).put("include_pending_extended_data", true);
        assertThat(answer.asByteArray()).isEqualTo(Sessionm.answer(same.toString()));
    }

    @ParameterizedTest
    @CsvSource({"fr, fr-FR", "FR_fr, fr-FR", "fr-CA, fr-CA", "tlh, en-US", "'', en-US", "' ', en-US", "null, en-US"})
    void sessionmIsAskedInACultureThatItHas(String asked, String given) {
        String user = Users.somebody();
        Sessionm.give(user, 3);

        Response answer = Proxy.postDropIn(Source.request(user, asked).toString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Sessionm.culturesFor(user)).isEqualTo(Map.of(given, 1));
        assertThat(text(answer)).isEqualTo(Source.of(user, given).withoutExpired(NOON));
    }

    @Test
    void fieldsThatOnlySessionmKnowsAreAcceptedWhateverTheyAre() {
        String user = someoneWithLive(2);
        ObjectNode body = Source.request(user, ENGLISH);
        String plain = text(Proxy.postDropIn(body.toString()));
        int before = Sessionm.callsFor(user);
        body.put("sort_by", "x").putObject("filter").putArray("tags").add(1.50).addNull();

        Response answer = Proxy.postDropIn(body.toString());

        assertThat(text(answer)).isEqualTo(plain);
        // SessionM might have answered differently, so the plain wallet would not do.
        assertThat(answer.header("X-Cache")).isEqualTo("miss");
        assertThat(Sessionm.callsFor(user) - before).isOne();
    }

    @Test
    void theOrderOfFieldsDoesNotMatter() {
        String user = someoneWithLive(2);
        Proxy.postDropIn("{\"user_id\":\"" + user + "\",\"a\":1,\"b\":2,\"culture\":\"fr\"}");

        Response answer = Proxy.postDropIn("{\"culture\":\"fr\",\"b\":2,\"a\":1,\"user_id\":\"" + user + "\"}");

        assertThat(answer.header("X-Cache")).isEqualTo("hit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_id|5",
                "user_id|true",
                "user_id|''",
                "user_id|'\"somebody\"'",
                "user_id|[\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\"]",
                "retailer_id|7",
                "retailer_id|'\"other\"'",
                "skip|-1",
                "skip|1.5",
                "skip|'\"one\"'",
                "skip|1000001",
                "take|0",
                "take|10001",
                "take|true",
                "take|1e3",
                "include_pending_extended_data|'\"maybe\"'",
                "include_pending_extended_data|1"
            })
    void aValueThatMakesNoSenseIsRefusedByName(String field, String value) {
        String json = value.isEmpty() ? "\"\"" : value;
        String user = Users.somebody();
        String rest = field.equals("user_id") ? "" : "\"user_id\":\"" + user + "\",";

        Response answer = Proxy.postDropIn("{" + rest + "\"" + field + "\":" + json + "}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("field")).isEqualTo(field);
        assertThat(answer.asString()).doesNotContain(user);
    }

    @Test
    void tooMuchToPassOnIsRefused() {
        String user = Users.somebody();

        Response answer = Proxy.postDropIn("{\"user_id\":\"" + user + "\",\"note\":\"" + "n".repeat(3000) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).doesNotContain(user).doesNotContain("nnn");
        assertThat(Sessionm.callsFor(user)).isZero();
    }

    @Test
    void errorsAreTheProxysOwn() {
        Response unknown =
                Proxy.postDropIn(Source.request(Users.unknown(), ENGLISH).toString());
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.<String>path("type")).endsWith(":unknown-user");

        Sessionm.whileDown(() -> {
            Response later =
                    Proxy.postDropIn(Source.request(Users.somebody(), ENGLISH).toString());
            assertThat(later.statusCode()).isEqualTo(503);
            assertThat(later.<String>path("type")).endsWith(":unavailable");
            assertThat(Integer.parseInt(later.header("Retry-After"))).isPositive();
        });
    }

    @Test
    void aPurgeReachesEveryPage() {
        String user = someoneWithLive(3);
        ObjectNode whole = Source.request(user, ENGLISH);
        ObjectNode page = whole.deepCopy().put("take", 1);
        Proxy.postDropIn(whole.toString());
        Proxy.postDropIn(page.toString());

        Proxy.admin().delete(Proxy.WALLETS + "/" + user);

        assertThat(Proxy.postDropIn(whole.toString()).header("X-Cache")).isEqualTo("miss");
        assertThat(Proxy.postDropIn(page.toString()).header("X-Cache")).isEqualTo("miss");
    }

    private static String someoneWith(int offers) {
        String user = Users.somebody();
        Sessionm.give(user, offers);
        return user;
    }

    private static String someoneWithLive(int offers) {
        return someoneWhose(offers, source -> source.live(NOON.plusSeconds(600)).size() == offers);
    }

    /** Has been asked for once for every user that was looked at. */
    private static String someoneWhose(int offers, Predicate<Source> wanted) {
        while (true) {
            String user = someoneWith(offers);
            if (wanted.test(Source.of(user, ENGLISH))) {
                return user;
            }
        }
    }

    private static String text(Response answer) {
        return new String(answer.asByteArray(), StandardCharsets.UTF_8);
    }
}
