package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offerwallet.api.RawHttp.Answer;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small, localized wallet over HTTP, compared with what SessionM itself says of the same user. */
@QuarkusTest
class WalletHttpTest implements Undo {

    private static final String ENGLISH = "en-US";

    /** Noon, so that no midnight falls into a test by chance. */
    private static final Instant NOON = Instant.parse("2031-03-12T12:00:01Z");

    private final MovableClock clock = new MovableClock();

    @BeforeEach
    void standAtNoon() {
        clock.goOnFrom(NOON);
    }

    @Test
    void getAndPostTellTheWholeWalletInTheDocumentedOrder() {
        String user = someoneWith(40);
        Source source = Source.of(user, ENGLISH);

        Response got = Proxy.get(user);
        Response posted = Proxy.post("{\"user_id\":\"" + user + "\"}");

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.contentType()).startsWith("application/json");
        assertThat(text(got)).isEqualTo(expected(source, source.live(NOON), ENGLISH, "UTC", got));
        assertThat(text(posted)).isEqualTo(text(got));
    }

    @Test
    void everyFieldHasItsNamePlaceAndType() {
        JsonNode wallet = tree(Proxy.get(someoneWith(40)));

        assertThat(wallet.fieldNames())
                .toIterable()
                .containsExactly(
                        "status",
                        "user_id",
                        "culture",
                        "available_points",
                        "available_points_text",
                        "total_points",
                        "total_points_text",
                        "offer_count",
                        "has_offers",
                        "truncated",
                        "as_of",
                        "stale",
                        "offers");
        assertThat(wallet.required("available_points").isNumber()).isTrue();
        assertThat(wallet.required("available_points_text").isTextual()).isTrue();
        assertThat(wallet.required("offer_count").isInt()).isTrue();
        assertThat(wallet.required("has_offers").isBoolean()).isTrue();
        assertThat(wallet.required("truncated").isBoolean()).isTrue();
        assertThat(wallet.required("stale").isBoolean()).isTrue();
        assertThat(Instant.parse(wallet.required("as_of").textValue())).isBetween(NOON, NOON.plusSeconds(60));
        for (JsonNode offer : wallet.required("offers")) {
            assertThat(offer.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "offer_id",
                            "user_offer_id",
                            "root_offer_id",
                            "type",
                            "title",
                            "description",
                            "terms",
                            "image_url",
                            "pos_discount_id",
                            "group",
                            "category",
                            "starts_at",
                            "expires_at",
                            "expires_on",
                            "days_left",
                            "redeemable",
                            "extra");
            assertThat(offer.required("redeemable").isBoolean()).isTrue();
            assertThat(offer.required("pos_discount_id").isTextual()).isTrue();
            assertThat(offer.required("extra").isObject()).isTrue();
            boolean expires = offer.required("expires_at").isTextual();
            assertThat(offer.required("days_left").isInt()).isEqualTo(expires);
            assertThat(offer.required("expires_on").textValue().isEmpty()).isEqualTo(!expires);
        }
    }

    @Test
    void aUserWithoutOffersGetsAnEmptyList() {
        String user = someoneWith(0);

        JsonNode wallet = tree(Proxy.get(user));

        assertThat(wallet.required("offer_count").intValue()).isZero();
        assertThat(wallet.required("has_offers").booleanValue()).isFalse();
        assertThat(wallet.required("offers")).isEmpty();
    }

    @Test
    void anUnknownUserIsNotFoundAndNotAskedForAgain() {
        for (String user : List.of(Users.unknown(), Users.unknownWith404())) {
            Response first = Proxy.get(user);
            Response second = Proxy.get(user);

            assertThat(first.statusCode()).isEqualTo(404);
            assertThat(first.contentType()).startsWith("application/problem+json");
            assertThat(first.<String>path("type")).endsWith(":unknown-user");
            assertThat(first.header("X-Cache")).isEqualTo("miss");
            assertThat(first.asString()).doesNotContain(user);
            assertThat(second.statusCode()).isEqualTo(404);
            assertThat(second.header("X-Cache")).isEqualTo("hit");
            assertThat(Sessionm.callsFor(user)).isOne();
        }
    }

    @Test
    void upperCaseInAUserIdDoesNotMatter() {
        String user = someoneWith(2);
        Proxy.get(user);

        Response loud = Proxy.get(user.toUpperCase(Locale.ROOT));

        assertThat(loud.header("X-Cache")).isEqualTo("hit");
        assertThat(loud.<String>path("user_id")).isEqualTo(user);
    }

    @Test
    void unknownFieldsComeExactlyAsSessionmSentThem() {
        String user = someoneWith(30);
        Source source = Source.of(user, ENGLISH);
        JsonNode offer = source.live(NOON).get(0);

        String answer = text(Proxy.get(user));

        assertThat(source.text()).contains("\"weight\":1.50,");
        assertThat(answer).contains("\"weight\":1.50,");
        String ledgerNumber = "\"ledger_number\":" + offer.required("ledger_number");
        assertThat(source.text()).contains(ledgerNumber);
        assertThat(offer.required("ledger_number").bigIntegerValue().bitLength())
                .isGreaterThan(64);
        assertThat(answer).contains(ledgerNumber + ",");
        String nested = "\"eligibility\":" + offer.required("eligibility");
        assertThat(source.text()).contains(nested);
        assertThat(answer).contains(nested);
    }

    @ParameterizedTest
    @CsvSource({
        "fr, fr-FR",
        "fr-FR, fr-FR",
        "FR_fr, fr-FR",
        "fr-BE, fr-FR",
        "de-AT, de-DE",
        "ja, ja-JP",
        "tlh, en-US",
        "'', en-US",
        "!!, en-US"
    })
    void theCultureIsTheNearestOneThatSessionmHas(String asked, String given) {
        String user = someoneWith(12);
        Source source = Source.of(user, given);

        Response answer = Proxy.get(user, Map.of("culture", asked));

        assertThat(text(answer)).isEqualTo(expected(source, source.live(NOON), given, "UTC", answer));
    }

    @Test
    void spellingsOfOneCultureShareOneCall() {
        String user = someoneWith(3);

        for (String culture : List.of("fr", "fr-FR", "FR_fr")) {
            assertThat(Proxy.get(user, Map.of("culture", culture)).<String>path("culture"))
                    .isEqualTo("fr-FR");
        }

        assertThat(Sessionm.culturesFor(user)).isEqualTo(Map.of("fr-FR", 1));
    }

    @Test
    void culturesDoNotShareAWallet() {
        String user = someoneWith(3);

        Proxy.get(user, Map.of("culture", "fr-FR"));
        Response english = Proxy.get(user, Map.of("culture", "en-US"));

        assertThat(english.header("X-Cache")).isEqualTo("miss");
        assertThat(Sessionm.culturesFor(user)).isEqualTo(Map.of("fr-FR", 1, "en-US", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", "+09:00"})
    void datesAndDaysLeftAreTheUsersOwn(String zone) {
        String user = someoneWith(60);
        Source source = Source.of(user, ENGLISH);

        Response answer = Proxy.get(user, Map.of("tz", zone));

        assertThat(text(answer)).isEqualTo(expected(source, source.live(NOON), ENGLISH, zone, answer));
    }

    @Test
    void aZoneThatDoesNotExistCountsAsUtc() {
        String user = someoneWith(20);

        assertThat(text(Proxy.get(user, Map.of("tz", "Mars/Olympus_Mons")))).isEqualTo(text(Proxy.get(user)));
    }

    @Test
    void theLastDayDiffersBetweenZones() {
        String user = someoneWith(60);
        Instant lateInTheDay = NOON.plus(Duration.ofHours(11));
        clock.goOnFrom(lateInTheDay);
        Source source = Source.of(user, ENGLISH);
        JsonNode offer = source.live(lateInTheDay).stream()
                .filter(one -> Source.expiry(one).isPresent())
                .findFirst()
                .orElseThrow();

        JsonNode there = shownOffer(Proxy.get(user, Map.of("tz", "Pacific/Kiritimati")), offer);
        JsonNode here = shownOffer(Proxy.get(user), offer);

        Instant end = Source.expiry(offer).orElseThrow();
        LocalDate endHere = LocalDate.ofInstant(end, ZoneOffset.UTC);
        LocalDate endThere = LocalDate.ofInstant(end, ZoneId.of("Pacific/Kiritimati"));
        LocalDate today = LocalDate.ofInstant(lateInTheDay, ZoneOffset.UTC);
        assertThat(here.required("days_left").longValue()).isEqualTo(endHere.toEpochDay() - today.toEpochDay());
        assertThat(there.required("days_left").longValue())
                .isEqualTo(endThere.toEpochDay() - today.plusDays(1).toEpochDay());
        assertThat(here.required("expires_on").textValue())
                .contains(Integer.toString(endHere.getDayOfMonth()))
                .contains(Integer.toString(endHere.getYear()));
        assertThat(there.required("expires_on").textValue()).contains(Integer.toString(endThere.getDayOfMonth()));
    }

    @Test
    void aDayLessIsLeftAfterMidnightOfAWalletThatIsHeld() {
        Instant beforeMidnight = NOON.plus(Duration.ofHours(12)).minusSeconds(20);
        Instant afterMidnight = beforeMidnight.plusSeconds(40);
        clock.goOnFrom(beforeMidnight);
        String user = someoneWhose(
                40,
                source -> source.live(beforeMidnight).size()
                        == source.live(afterMidnight.plusSeconds(60)).size());
        Source source = Source.of(user, ENGLISH);

        Response before = Proxy.get(user);
        clock.goOnFrom(afterMidnight);
        Response after = Proxy.get(user);

        assertThat(text(before))
                .isEqualTo(expected(source, source.live(beforeMidnight), ENGLISH, "UTC", beforeMidnight, before));
        assertThat(after.header("X-Cache")).isEqualTo("hit");
        assertThat(text(after))
                .isEqualTo(expected(source, source.live(beforeMidnight), ENGLISH, "UTC", afterMidnight, after));
        assertThat(text(after)).isNotEqualTo(text(before));
    }

    @Test
    void limitKeepsTheFirstOffers() {
        String user = someoneWith(40);
        Source source = Source.of(user, ENGLISH);
        List<JsonNode> live = source.live(NOON);

        for (String limit : List.of("0", "1", "7", "1000")) {
            List<JsonNode> first = live.subList(0, Math.min(live.size(), Integer.parseInt(limit)));
            assertShows(user, source, first, Map.of("limit", limit));
        }
    }

    @Test
    void limitMayBeANumberOrText() {
        String user = someoneWith(20);

        String number = text(Proxy.post("{\"user_id\":\"" + user + "\",\"limit\":3}"));
        String asText = text(Proxy.post("{\"user_id\":\"" + user + "\",\"limit\":\"3\"}"));

        assertThat(asText).isEqualTo(number).contains("\"offer_count\":3,");
    }

    @Test
    void typeCategoryAndGroupChooseByNameOrIdInAnyCase() {
        String user = someoneWith(80);
        Source source = Source.of(user, ENGLISH);
        JsonNode model = source.live(NOON).get(0);
        String type = Source.text(model, "offer_type");
        String category = source.category(model);
        String group = source.group(model);
        Predicate<JsonNode> sameType = offer -> Source.text(offer, "offer_type").equals(type);
        Predicate<JsonNode> sameCategory = offer -> source.category(offer).equals(category);
        Predicate<JsonNode> sameGroup = offer -> source.group(offer).equals(group);

        assertShows(user, source, source.live(NOON, sameType), Map.of("type", loud(type)));
        assertShows(user, source, source.live(NOON, sameCategory), Map.of("category", loud(category)));
        assertShows(
                user,
                source,
                source.live(NOON, sameCategory),
                Map.of("category", Source.text(model, "offer_category_id")));
        assertShows(user, source, source.live(NOON, sameGroup), Map.of("group", loud(group)));
        assertShows(
                user,
                source,
                source.live(NOON, sameGroup),
                Map.of("group", loud(Source.text(model, "offer_group_id"))));
        assertShows(
                user,
                source,
                source.live(NOON, sameType.and(sameCategory).and(sameGroup)),
                Map.of("type", type, "category", category, "group", group));
        assertShows(user, source, List.of(), Map.of("type", "no-such-type"));
        assertThat(source.live(NOON, sameType).size())
                .isLessThan(source.live(NOON).size());
    }

    @Test
    void categoriesAreNamedInTheCultureAskedFor() {
        String user = someoneWith(60);
        Source french = Source.of(user, "fr-FR");
        String category = french.category(french.live(NOON).get(0));
        List<JsonNode> wanted =
                french.live(NOON, offer -> french.category(offer).equals(category));

        Response answer = Proxy.get(user, Map.of("culture", "fr", "category", category));

        assertThat(text(answer)).isEqualTo(expected(french, wanted, "fr-FR", "UTC", answer));
    }

    @ParameterizedTest
    @CsvSource({"P7D, 168", "PT36H, 36", "P1W, 168", "P1DT12H, 36", "P3W, 504"})
    void expiringWithinKeepsWhatEndsInTime(String window, long hours) {
        String user = someoneWith(80);
        Source source = Source.of(user, ENGLISH);
        Instant end = NOON.plus(Duration.ofHours(hours));
        List<JsonNode> ending = source.live(
                NOON,
                offer -> Source.expiry(offer).filter(at -> !at.isAfter(end)).isPresent());

        assertThat(ending).isNotEmpty().hasSizeLessThan(source.live(NOON).size());
        assertShows(user, source, ending, Map.of("expiring_within", window));
    }

    @Test
    void offersComeInTheOrderAskedFor() {
        String user = someoneWith(60);
        Source source = Source.of(user, ENGLISH);
        List<JsonNode> live = source.live(NOON);
        List<JsonNode> soonest = sorted(live, offer -> Source.expiry(offer).orElse(Instant.MAX), false);
        List<JsonNode> newest = sorted(live, offer -> Source.start(offer).orElse(Instant.MIN), true);

        assertShows(user, source, live, Map.of("sort", "sessionm"));
        assertShows(user, source, soonest, Map.of("sort", "expiration"));
        assertShows(user, source, newest, Map.of("sort", "newest"));
        assertShows(user, source, newest.subList(0, 5), Map.of("sort", "newest", "limit", "5"));
        assertThat(soonest).isNotEqualTo(live).isNotEqualTo(newest);
    }

    @Test
    void blankAndNullOptionsCountAsAbsent() {
        String user = someoneWith(20);
        String plain = text(Proxy.get(user));
        List<String> options =
                List.of("culture", "tz", "limit", "type", "category", "group", "expiring_within", "sort", "on_error");

        for (String nothing : List.of("", " ", "null")) {
            Map<String, String> blank = new HashMap<>();
            options.forEach(option -> blank.put(option, nothing));
            assertThat(text(Proxy.get(user, blank)))
                    .as("'%s' in the query", nothing)
                    .isEqualTo(plain);
            assertThat(text(Proxy.post(json(user, blank))))
                    .as("'%s' in the body", nothing)
                    .isEqualTo(plain);
        }
        ObjectNode nulls = Source.EXACT.createObjectNode().put("user_id", user);
        options.forEach(nulls::putNull);
        assertThat(text(Proxy.post(nulls.toString()))).isEqualTo(plain);
    }

    @Test
    void withoutSessionmTheTemplateChoosesBetweenAnErrorAndNothing() {
        String user = someoneWith(5);

        Sessionm.whileDown(() -> {
            Response error = Proxy.get(user);
            Response fail = Proxy.get(user, Map.of("on_error", "fail"));
            Response empty = Proxy.get(user, Map.of("on_error", "empty", "culture", "fr"));

            for (Response refused : List.of(error, fail)) {
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.contentType()).startsWith("application/problem+json");
                assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
                assertThat(refused.asString()).doesNotContain(user);
            }
            assertThat(empty.statusCode()).isEqualTo(200);
            assertThat(empty.header("Cache-Control")).isEqualTo("no-store");
            assertThat(text(empty))
                    .isEqualTo("{\"status\":\"unavailable\",\"user_id\":\"" + user
                            + "\",\"culture\":\"fr-FR\",\"available_points\":null,\"available_points_text\":\"\","
                            + "\"total_points\":null,\"total_points_text\":\"\",\"offer_count\":0,\"has_offers\":false,"
                            + "\"truncated\":false,\"as_of\":null,\"stale\":false,\"offers\":[]}");
        });
        assertThat(Proxy.get(user).statusCode()).isEqualTo(200);
    }

    @Test
    void aHitIsMarkedAndTellsItsAge() {
        String user = someoneWith(4);

        Response miss = Proxy.get(user);
        clock.goOn(Duration.ofSeconds(17));
        Response hit = Proxy.get(user);
        clock.goOn(Duration.ofSeconds(20));
        Response later = Proxy.get(user);

        assertThat(miss.header("X-Cache")).isEqualTo("miss");
        assertThat(Integer.parseInt(miss.header("Age"))).isBetween(0, 3);
        assertThat(hit.header("X-Cache")).isEqualTo("hit");
        assertThat(Integer.parseInt(hit.header("Age"))).isBetween(17, 20);
        assertThat(Integer.parseInt(later.header("Age"))).isBetween(37, 40);
        assertThat(text(hit)).isEqualTo(text(miss));
        assertThat(Sessionm.callsFor(user)).isOne();
    }

    @Test
    void aWalletIsFetchedAgainWhenItIsNotFreshAnyMore() {
        String user = someoneWhose(
                10,
                source -> source.live(NOON).size()
                        == source.live(NOON.plusSeconds(300)).size());
        int before = Sessionm.callsFor(user);
        Proxy.get(user);
        Sessionm.revise(user, 7);

        clock.goOn(Duration.ofSeconds(50));
        Response fresh = Proxy.get(user);
        clock.goOn(Duration.ofSeconds(11));
        Response again = Proxy.get(user);

        assertThat(fresh.header("X-Cache")).isEqualTo("hit");
        assertThat(revisionIn(fresh)).isZero();
        assertThat(again.header("X-Cache")).isEqualTo("miss");
        assertThat(revisionIn(again)).isEqualTo(7);
        assertThat(Sessionm.callsFor(user) - before).isEqualTo(2);
    }

    @Test
    void aWalletThatCanNotBeFetchedAgainIsServedAsStaleForAWhile() {
        String user = someoneWith(10);
        Proxy.get(user);
        clock.goOn(Duration.ofSeconds(61));

        Sessionm.whileDown(() -> {
            Response stale = Proxy.get(user);
            assertThat(stale.statusCode()).isEqualTo(200);
            assertThat(stale.header("X-Cache")).isEqualTo("stale");
            assertThat(stale.<Boolean>path("stale")).isTrue();
            assertThat(Integer.parseInt(stale.header("Age"))).isBetween(61, 65);

            clock.goOn(Duration.ofSeconds(300));
            assertThat(Proxy.get(user).statusCode()).isEqualTo(503);
        });
    }

    @Test
    void expiredOffersAreNeverShown() {
        String user = someoneWhose(200, source -> source.live(NOON).size() < 200);
        Source source = Source.of(user, ENGLISH);

        assertShows(user, source, source.live(NOON), Map.of());
    }

    @Test
    void anOfferThatExpiresWhileItIsHeldDisappears() {
        String user = someoneWith(400);
        JsonNode ending = nextToEnd(Source.of(user, ENGLISH));
        Instant end = Source.expiry(ending).orElseThrow();
        clock.goOnFrom(end.minusSeconds(10));

        Response before = Proxy.get(user);
        Optional<JsonNode> shownBefore = findOffer(before, ending);
        clock.goOnFrom(end);
        Response after = Proxy.get(user);

        assertThat(shownBefore).isPresent();
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(findOffer(after, ending)).isEmpty();
        assertThat(tree(after).required("offer_count").intValue())
                .isLessThan(tree(before).required("offer_count").intValue());
    }

    @Test
    void anExpiredOfferIsNotEvenInAStaleWallet() {
        String user = someoneWith(400);
        JsonNode ending = nextToEnd(Source.of(user, ENGLISH));
        Instant end = Source.expiry(ending).orElseThrow();
        clock.goOnFrom(end.minusSeconds(10));
        assertThat(findOffer(Proxy.get(user), ending)).isPresent();

        clock.goOnFrom(end);
        Sessionm.whileDown(() -> {
            Response stale = Proxy.get(user);
            assertThat(stale.header("X-Cache")).isEqualTo("stale");
            assertThat(findOffer(stale, ending)).isEmpty();
        });
    }

    @Test
    void manyOffersAreFetchedPageByPageAndCutToWhatBrazeTakes() {
        String user = someoneWith(2500);

        // The first request may give up before so much is there; what was under way is kept all the same.
        Response answer =
                await().atMost(Duration.ofSeconds(20)).until(() -> Proxy.get(user), got -> got.statusCode() == 200);

        assertThat(Sessionm.callsFor(user)).isEqualTo(3);
        byte[] bytes = answer.asByteArray();
        assertThat(bytes.length).isBetween(900_000, 1_000_000);
        JsonNode wallet = Source.tree(bytes);
        assertThat(wallet.required("truncated").booleanValue()).isTrue();
        assertThat(wallet.required("offer_count").intValue())
                .isEqualTo(wallet.required("offers").size());
        List<String> firstPage = Source.of(user, ENGLISH).live(NOON).stream()
                .map(offer -> Source.text(offer, "id"))
                .toList();
        List<String> shown = wallet.required("offers").findValuesAsText("user_offer_id");
        assertThat(shown).startsWith(firstPage.subList(0, 400).toArray(String[]::new));
    }

    @Test
    void furtherPagesAreInTheWallet() {
        String user = someoneWith(1500);
        ObjectNode second = Source.request(user, ENGLISH).put("skip", 1000);
        Source page = Source.answering(second.toString());
        JsonNode soonest = sorted(page.live(NOON), offer -> Source.expiry(offer).orElse(Instant.MAX), false)
                .get(0);

        await().atMost(Duration.ofSeconds(20)).until(() -> Proxy.get(user).statusCode() == 200);
        Response answer = Proxy.get(user, Map.of("expiring_within", "PT36H"));

        assertThat(findOffer(answer, soonest)).isPresent();
        assertThat(answer.<Boolean>path("truncated")).isFalse();
        assertThat(Sessionm.callsFor(user)).isEqualTo(3); // one of them by this test itself
    }

    @Test
    void answersAreNotToBeStored() {
        String user = someoneWith(1);
        for (Response answer : List.of(Proxy.get(user), Proxy.get(user), Proxy.get("nobody"))) {
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "6F9619FF-8B86-D011-B42D-00CF4FC964FF", "order_1.2-x"})
    void aHarmlessRequestIdIsTakenOver(String id) {
        Response answer = Proxy.braze().header("X-Request-Id", id).get(Proxy.WALLETS + "/x");

        assertThat(answer.header("X-Request-Id")).isEqualTo(id);
        assertThat(answer.<String>path("request_id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "first\r\n second",
                "%0d%0aSet-Cookie:x",
                "a\tb",
                "<script>",
                "caf\u00e9",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void anyOtherRequestIdIsReplaced(String id) {
        Answer answer = RawHttp.exchange(
                RawHttp.head("GET", Proxy.WALLETS + "/x", RawHttp.BRAZE + "X-Request-Id: " + id + "\r\n"));

        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f]{32}");
        assertThat(answer.body()).contains(answer.header("X-Request-Id"));
    }

    @Test
    void requestsWithoutAnIdGetIdsOfTheirOwn() {
        String user = someoneWith(1);

        assertThat(Proxy.get(user).header("X-Request-Id"))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(Proxy.get(user).header("X-Request-Id"));
    }

    @Test
    void aPurgedUserIsAskedForAgain() {
        String one = someoneWith(2);
        String two = someoneWith(2);
        String other = someoneWith(2);
        List.of(one, two, other).forEach(Proxy::get);
        Sessionm.revise(one, 5);

        Response single = Proxy.admin().delete(Proxy.WALLETS + "/" + one);
        Response batch = Proxy.postPurge("{\"user_ids\":[\"" + two + "\"]}");

        assertThat(single.statusCode()).isEqualTo(204);
        assertThat(batch.statusCode()).isEqualTo(200);
        assertThat(batch.asString()).isEqualTo("{\"purged\":1}");
        assertThat(revisionIn(Proxy.get(one))).isEqualTo(5);
        assertThat(Proxy.get(two).header("X-Cache")).isEqualTo("miss");
        assertThat(Proxy.get(other).header("X-Cache")).isEqualTo("hit");
    }

    private static String someoneWith(int offers) {
        String user = Users.somebody();
        Sessionm.give(user, offers);
        return user;
    }

    private static String someoneWhose(int offers, Predicate<Source> wanted) {
        while (true) {
            String user = someoneWith(offers);
            if (wanted.test(Source.of(user, ENGLISH))) {
                return user;
            }
        }
    }

    /** Shown by GET and by POST. */
    private static void assertShows(String user, Source source, List<JsonNode> offers, Map<String, String> options) {
        Response got = Proxy.get(user, options);
        assertThat(text(got)).as("%s", options).isEqualTo(expected(source, offers, ENGLISH, "UTC", got));
        assertThat(text(Proxy.post(json(user, options)))).as("%s", options).isEqualTo(text(got));
    }

    private static String expected(Source source, List<JsonNode> offers, String culture, String zone, Response answer) {
        return expected(source, offers, culture, zone, NOON, answer);
    }

    /** Everything as SessionM has it; only when SessionM was asked is taken over from the answer. */
    private static String expected(
            Source source, List<JsonNode> offers, String culture, String zone, Instant now, Response answer) {
        String asOf = answer.path("as_of");
        return source.shown(offers, culture, ZoneId.of(zone), now, asOf).toString();
    }

    private static <T extends Comparable<T>> List<JsonNode> sorted(
            List<JsonNode> offers, Function<JsonNode, T> by, boolean reversed) {
        Comparator<JsonNode> order = Comparator.comparing(by);
        return offers.stream().sorted(reversed ? order.reversed() : order).toList();
    }

    /** The one that ends first after now, on this very day: SessionM's dates move with the day. */
    private static JsonNode nextToEnd(Source source) {
        JsonNode ending = sorted(
                        source.live(NOON.plusSeconds(60)),
                        offer -> Source.expiry(offer).orElse(Instant.MAX),
                        false)
                .get(0);
        assertThat(Source.expiry(ending).orElseThrow()).isBefore(NOON.plus(Duration.ofHours(11)));
        return ending;
    }

    private static JsonNode shownOffer(Response answer, JsonNode offer) {
        return findOffer(answer, offer).orElseThrow();
    }

    private static Optional<JsonNode> findOffer(Response answer, JsonNode offer) {
        for (JsonNode shown : tree(answer).required("offers")) {
            if (Source.text(shown, "user_offer_id").equals(Source.text(offer, "id"))) {
                return Optional.of(shown);
            }
        }
        return Optional.empty();
    }

    private static int revisionIn(Response answer) {
        return Sessionm.revisionIn(answer.<Number>path("available_points"));
    }

    private static String json(String user, Map<String, String> options) {
        ObjectNode json = Source.EXACT.createObjectNode().put("user_id", user);
        options.forEach(json::put);
        return json.toString();
    }

    private static String loud(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static JsonNode tree(Response answer) {
        return Source.tree(answer.asByteArray());
    }

    private static String text(Response answer) {
        return new String(answer.asByteArray(), StandardCharsets.UTF_8);
    }
}
