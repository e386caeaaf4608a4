package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Offer.Label;
import io.offerwallet.wallet.Offer.RawField;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.Wallet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalletViewTest {

    private static final String USER = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant AS_OF = Instant.parse("2026-06-01T09:59:58.123456Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WalletView view = new WalletView(1_000_000);

    @Test
    void writesAllFieldsInTheirOrder() {
        Offer offer = new Offer(
                "o1",
                "u1",
                "r1",
                "coupon",
                "Café \"𝄞\"",
                "a\nb",
                "terms",
                "https://img/1",
                "77",
                new Label("g", "Food"),
                new Label("c", ""),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-12-31T22:59:59.1234567Z"),
                false,
                List.of(new RawField("x", "1.50"), new RawField("y\"", "[1, 2]")),
                new Offer.Span(0, 0));
        Wallet wallet = new Wallet(new BigDecimal("1250.50"), new BigDecimal("1E+4"), 1, List.of(offer));

        Prepared rendered = view.render(
                wallet, USER, everything("fr-FR", "Europe/Paris"), AS_OF, true, Instant.parse("2026-12-30T22:59:59Z"));

        assertThat(Bodies.text(rendered.bytes()))
                .isEqualTo("{\"status\":\"ok\",\"user_id\":\"" + USER + "\",\"culture\":\"fr-FR\","
                        + "\"available_points\":1250.50,\"available_points_text\":\"1\u202F250,5\","
                        + "\"total_points\":10000,\"total_points_text\":\"10\u202F000\","
                        + "\"offer_count\":1,\"has_offers\":true,\"truncated\":false,"
                        + "\"as_of\":\"2026-06-01T09:59:58.123Z\",\"stale\":true,\"offers\":["
                        + "{\"offer_id\":\"o1\",\"user_offer_id\":\"u1\",\"root_offer_id\":\"r1\",\"type\":\"coupon\","
                        + "\"title\":\"Café \\\"𝄞\\\"\",\"description\":\"a\\nb\",\"terms\":\"terms\","
                        + "\"image_url\":\"https://img/1\",\"pos_discount_id\":\"77\",\"group\":\"Food\","
                        + "\"category\":\"c\",\"starts_at\":\"2026-01-01T00:00:00Z\","
                        + "\"expires_at\":\"2026-12-31T22:59:59.123Z\",\"expires_on\":\"31 décembre 2026\","
                        + "\"days_left\":1,\"redeemable\":false,\"extra\":{\"x\":1.50,\"y\\\"\":[1, 2]}}]}");
    }

    @Test
    void absentValuesAreEmptyTextsOrNulls() {
        Wallet wallet = new Wallet(null, null, 1, List.of(Offers.expiring("", null)));

        assertThat(Bodies.text(view.render(wallet, USER, everything("en-US", "UTC"), NOW, false, NOW)
                        .bytes()))
                .isEqualTo("{\"status\":\"ok\",\"user_id\":\"" + USER + "\",\"culture\":\"en-US\","
                        + "\"available_points\":null,\"available_points_text\":\"\","
                        + "\"total_points\":null,\"total_points_text\":\"\","
                        + "\"offer_count\":1,\"has_offers\":true,\"truncated\":false,"
                        + "\"as_of\":\"2026-06-01T10:00:00Z\",\"stale\":false,\"offers\":["
                        + "{\"offer_id\":\"\",\"user_offer_id\":\"\",\"root_offer_id\":\"\",\"type\":\"\","
                        + "\"title\":\"\",\"description\":\"\",\"terms\":\"\",\"image_url\":\"\","
                        + "\"pos_discount_id\":\"\",\"group\":\"\",\"category\":\"\",\"starts_at\":null,"
                        + "\"expires_at\":null,\"expires_on\":\"\",\"days_left\":null,\"redeemable\":null,"
                        + "\"extra\":{}}]}");
    }

    @Test
    void anUnavailableWalletHasEveryFieldToo() {
        Prepared rendered = view.unavailable(USER, Locale.CANADA_FRENCH);

        assertThat(Bodies.text(rendered.bytes()))
                .isEqualTo("{\"status\":\"unavailable\",\"user_id\":\"" + USER + "\",\"culture\":\"fr-CA\","
                        + "\"available_points\":null,\"available_points_text\":\"\","
                        + "\"total_points\":null,\"total_points_text\":\"\","
                        + "\"offer_count\":0,\"has_offers\":false,\"truncated\":false,"
                        + "\"as_of\":null,\"stale\":false,\"offers\":[]}");
        assertThat(rendered.validUntil()).isEqualTo(Instant.MAX);
    }

    @Test
    void expiredOffersAreNotShown() {
        Wallet wallet = Offers.wallet(
                Offers.expiring("past", "2026-06-01T09:59:59Z"),
                Offers.expiring("this instant", "2026-06-01T10:00:00Z"),
                Offers.expiring("next instant", "2026-06-01T10:00:00.000000001Z"));

        assertThat(shown(wallet, everything("en-US", "UTC"))).containsExactly("next instant");
    }

    @ParameterizedTest
    @CsvSource({
        // expiry, zone, now, days left
        "2026-06-01T23:59:59Z, UTC, 2026-06-01T10:00:00Z, 0",
        "2026-06-02T00:00:00Z, UTC, 2026-06-01T23:59:59Z, 1",
        "2026-06-01T23:59:59Z, Asia/Tokyo, 2026-06-01T10:00:00Z, 1",
        "2026-06-01T23:59:59Z, Asia/Tokyo, 2026-06-01T15:00:00Z, 0",
        "2026-06-02T03:59:59Z, America/New_York, 2026-06-01T10:00:00Z, 0",
        // 23 hours later and 25 hours later, across the changes of clocks.
        "2026-03-29T22:30:00Z, Europe/Paris, 2026-03-28T23:30:00Z, 1",
        "2026-10-25T22:30:00Z, Europe/Paris, 2026-10-24T22:30:00Z, 0",
        "2026-10-25T23:30:00Z, Europe/Paris, 2026-10-24T22:30:00Z, 1",
        // Midnight skipped, and a whole day skipped.
        "2018-11-04T03:00:00Z, America/Sao_Paulo, 2018-11-04T02:59:59Z, 1",
        "2011-12-30T10:00:00Z, Pacific/Apia, 2011-12-30T09:59:59Z, 2",
        "2028-03-01T12:00:00Z, UTC, 2028-02-28T12:00:00Z, 2",
    })
    void countsTheDaysOfTheZonesCalendar(String expiry, String zone, Instant now, long daysLeft) {
        Wallet wallet = Offers.wallet(Offers.expiring("o", expiry));

        JsonNode answer = tree(view.render(wallet, USER, everything("en-US", zone), AS_OF, false, now));

        assertThat(answer.at("/offers/0/days_left").longValue()).isEqualTo(daysLeft);
    }

    @Test
    void filtersIgnoreCaseAndMatchIdOrName() {
        Label food = new Label("G-1", "Été");
        Label drinks = new Label("G-2", "");
        Wallet wallet = Offers.wallet(
                Offers.offer("a", "Coupon", food, drinks, null, null, List.of()),
                Offers.offer("b", "voucher", drinks, food, null, null, List.of()),
                Offers.offer("c", "voucher", Label.NONE, Label.NONE, null, null, List.of()));

        assertThat(shown(wallet, filtered("COUPON", null, null))).containsExactly("a");
        assertThat(shown(wallet, filtered("voucher", null, null))).containsExactly("b", "c");
        assertThat(shown(wallet, filtered(null, null, "g-1"))).containsExactly("a");
        assertThat(shown(wallet, filtered(null, null, "été"))).containsExactly("a");
        assertThat(shown(wallet, filtered(null, "ÉTÉ", null))).containsExactly("b");
        assertThat(shown(wallet, filtered("voucher", "g-1", "g-2"))).containsExactly("b");
        assertThat(shown(wallet, filtered("coupon", "g-1", null))).isEmpty();
    }

    @Test
    void expiringWithinKeepsWhatExpiresByThen() {
        Wallet wallet = Offers.wallet(
                Offers.expiring("never", null),
                Offers.expiring("at the end", "2026-06-03T10:00:00Z"),
                Offers.expiring("after", "2026-06-03T10:00:00.001Z"),
                Offers.expiring("soon", "2026-06-01T11:00:00Z"));

        assertThat(shown(wallet, within(Duration.ofDays(2)))).containsExactly("at the end", "soon");
        assertThat(shown(wallet, within(Duration.ZERO))).isEmpty();
        assertThat(shown(wallet, within(Duration.ofSeconds(Long.MAX_VALUE))))
                .containsExactly("at the end", "after", "soon");
    }

    @Test
    void sortsStablyAndLimitsAfterwards() {
        Wallet wallet = Offers.wallet(
                Offers.offer("never", null, null),
                Offers.offer("late", "2026-01-02T00:00:00Z", "2026-08-01T00:00:00Z"),
                Offers.offer("early 1", "2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z"),
                Offers.offer("early 2", "2026-01-02T00:00:00Z", "2026-07-01T00:00:00Z"));

        assertThat(shown(wallet, sorted(Sort.SESSIONM, null))).containsExactly("never", "late", "early 1", "early 2");
        assertThat(shown(wallet, sorted(Sort.EXPIRATION, null))).containsExactly("early 1", "early 2", "late", "never");
        assertThat(shown(wallet, sorted(Sort.NEWEST, null))).containsExactly("late", "early 2", "early 1", "never");
        assertThat(shown(wallet, sorted(Sort.EXPIRATION, 1))).containsExactly("early 1");
        assertThat(shown(wallet, sorted(Sort.SESSIONM, 0))).isEmpty();
        assertThat(shown(wallet, sorted(Sort.SESSIONM, 99))).hasSize(4);
    }

    @Test
    void limitAndFiltersDoNotTruncate() {
        Wallet wallet = Offers.wallet(Offers.expiring("a", null), Offers.expiring("b", null));

        JsonNode answer = tree(view.render(wallet, USER, sorted(Sort.SESSIONM, 1), AS_OF, false, NOW));

        assertThat(answer.get("truncated").booleanValue()).isFalse();
        assertThat(answer.get("offer_count").intValue()).isEqualTo(1);
    }

    @Test
    void saysThatSessionMHasMore() {
        Wallet wallet = new Wallet(null, null, 2, List.of(Offers.expiring("a", null)));

        JsonNode answer = tree(view.render(wallet, USER, everything("en-US", "UTC"), AS_OF, false, NOW));

        assertThat(answer.get("truncated").booleanValue()).isTrue();
    }

    @Test
    void whatDoesNotFitIsLeftOutFromTheEnd() {
        Offer[] offers = new Offer[50];
        Arrays.setAll(offers, i -> Offers.expiring("o" + i, null));
        Wallet wallet = Offers.wallet(offers);
        int whole = view.render(wallet, USER, everything("en-US", "UTC"), AS_OF, false, NOW)
                .bytes()
                .length;

        // One byte may stay unused: the head is measured before it is known whether there are offers.
        assertThat(tree(render(whole + 1, wallet)).get("offer_count").intValue())
                .isEqualTo(50);
        JsonNode cut = tree(render(whole - 1, wallet));
        assertThat(cut.get("offer_count").intValue()).isEqualTo(49);
        assertThat(cut.get("truncated").booleanValue()).isTrue();
        assertThat(cut.at("/offers/48/offer_id").textValue()).isEqualTo("o48");
        assertThat(cut.get("offers")).hasSize(49);
    }

    @Test
    void aSingleHugeOfferLeavesAValidAnswerWithoutOffers() {
        Wallet wallet = Offers.wallet(Offers.expiring("x".repeat(5_000), null), Offers.expiring("small", null));

        JsonNode answer = tree(render(2_000, wallet));

        assertThat(answer.get("offers")).isEmpty();
        assertThat(answer.get("offer_count").intValue()).isZero();
        assertThat(answer.get("has_offers").booleanValue()).isFalse();
        assertThat(answer.get("truncated").booleanValue()).isTrue();
    }

    @Test
    void halvesOfSurrogatePairsBecomeReplacementCharacters() {
        Wallet wallet = Offers.wallet(Offers.offer(
                "a\uD800b\uDC00𝄞\uD834",
                "",
                Label.NONE,
                Label.NONE,
                null,
                null,
                List.of(new RawField("\uDC00", "\"\\ud800\""))));

        String answer = Bodies.text(view.render(wallet, USER, everything("en-US", "UTC"), AS_OF, false, NOW)
                .bytes());

        assertThat(answer)
                .contains("\"offer_id\":\"a\uFFFDb\uFFFD𝄞\uFFFD\"")
                .contains("\"extra\":{\"\uFFFD\":\"\\ud800\"}");
    }

    @Test
    void pairsOfSurrogatesStayTogetherWhereverTheyFallInTheGeneratorsBuffers() {
        Offer[] offers = new Offer[4_000];
        Arrays.setAll(offers, i -> Offers.expiring("x".repeat(i % 7) + "😀".repeat(i), null));

        JsonNode answer = tree(new WalletView(100_000_000)
                .render(Offers.wallet(offers), USER, everything("en-US", "UTC"), AS_OF, false, NOW));

        for (int i = 0; i < offers.length; i++) {
            assertThat(answer.get("offers").get(i).get("offer_id").textValue().equals(offers[i].offerId()))
                    .as("offer %d", i)
                    .isTrue();
        }
    }

    @Test
    void anAnswerWithoutDatesIsValidForEver() {
        assertThat(validUntil(everything("en-US", "UTC"), Offers.expiring("never", null)))
                .isEqualTo(Instant.MAX);
        assertThat(validUntil(everything("en-US", "UTC"))).isEqualTo(Instant.MAX);
    }

    @Test
    void anAnswerIsValidUntilMidnightIfItCountsDays() {
        Offer later = Offers.expiring("later", "2026-07-01T00:00:00Z");

        assertThat(validUntil(everything("en-US", "UTC"), later)).isEqualTo("2026-06-02T00:00:00Z");
        assertThat(validUntil(everything("en-US", "Asia/Tokyo"), later)).isEqualTo("2026-06-01T15:00:00Z");
        assertThat(validUntil(sorted(Sort.SESSIONM, 0), later)).isEqualTo("2026-07-01T00:00:00Z");
    }

    @Test
    void anAnswerIsValidUntilAnOfferExpires() {
        assertThat(validUntil(
                        everything("en-US", "UTC"),
                        Offers.expiring("past", "2026-06-01T09:00:00Z"),
                        Offers.expiring("b", "2026-06-01T12:00:00Z"),
                        Offers.expiring("a", "2026-06-01T11:00:00Z")))
                .isEqualTo("2026-06-01T11:00:00Z");
    }

    @Test
    void anAnswerIsValidUntilAnOfferEntersTheWindow() {
        assertThat(validUntil(within(Duration.ofHours(1)), Offers.expiring("a", "2026-06-01T11:30:00Z")))
                .isEqualTo("2026-06-01T10:30:00Z");
        assertThat(validUntil(within(Duration.ofHours(1)), Offers.expiring("a", "2026-06-01T10:30:00Z")))
                .isEqualTo("2026-06-01T10:30:00Z");
    }

    @Test
    void optionsRefuseNonsense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sorted(Sort.SESSIONM, -1))
                .withMessage("limit must be 0 or more, but is -1.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> within(Duration.ofSeconds(-1)))
                .withMessage("expiring_within must not be negative, but is PT-1S.");
    }

    @Test
    void ordersHaveLowerCaseNames() {
        assertThat(Sort.parse("sessionm")).contains(Sort.SESSIONM);
        assertThat(Sort.parse("expiration")).contains(Sort.EXPIRATION);
        assertThat(Sort.parse("newest")).contains(Sort.NEWEST);
        assertThat(Sort.parse("NEWEST")).isEmpty();
        assertThat(Sort.parse("")).isEmpty();
    }

    @Test
    void theContentIsNotInTheText() {
        assertThat(view.unavailable(USER, Locale.ROOT).toString()).doesNotContain(USER);
    }

    private Prepared render(int maxBytes, Wallet wallet) {
        Prepared rendered =
                new WalletView(maxBytes).render(wallet, USER, everything("en-US", "UTC"), AS_OF, false, NOW);
        assertThat(rendered.bytes()).hasSizeLessThanOrEqualTo(maxBytes);
        return rendered;
    }

    private Instant validUntil(ViewOptions options, Offer... offers) {
        return view.render(Offers.wallet(offers), USER, options, AS_OF, false, NOW)
                .validUntil();
    }

    private List<String> shown(Wallet wallet, ViewOptions options) {
        JsonNode answer = tree(view.render(wallet, USER, options, AS_OF, false, NOW));
        List<String> ids = answer.get("offers").findValuesAsText("offer_id");
        assertThat(answer.get("offer_count").intValue()).isEqualTo(ids.size());
        assertThat(answer.get("has_offers").booleanValue()).isEqualTo(!ids.isEmpty());
        return ids;
    }

    private static JsonNode tree(Prepared rendered) {
        try {
            return JSON.readTree(rendered.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ViewOptions everything(String tag, String zone) {
        return ViewOptions.everything(Locale.forLanguageTag(tag), ZoneId.of(zone));
    }

    private static ViewOptions filtered(@Nullable String type, @Nullable String category, @Nullable String group) {
        return new ViewOptions(Locale.US, ZoneOffset.UTC, null, type, category, group, null, Sort.SESSIONM);
    }

    private static ViewOptions within(Duration window) {
        return new ViewOptions(Locale.US, ZoneOffset.UTC, null, null, null, null, window, Sort.SESSIONM);
    }

    private static ViewOptions sorted(Sort sort, @Nullable Integer limit) {
        return new ViewOptions(Locale.US, ZoneOffset.UTC, limit, null, null, null, null, sort);
    }
}
