package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Offer.Label;
import io.offerwallet.wallet.Offer.RawField;
import io.offerwallet.wallet.Wallet;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappedWalletReaderTest {

    private static final String EXPIRY_UNREADABLE = "1970-01-01T00:00:00Z";

    private final MappedWalletReader reader = new MappedWalletReader(FieldNames.standard());

    @Test
    void readsWhatTemplatesNeed() {
        Offer offer = offer("""
                {"offer_id":"o1","id":"u1","root_offer_id":"r1","offer_type":"manual_fulfillment","name":"Café",
                 "description":"long","terms_and_conditions":"fine print","logo":"https://img/1","pos_discount_id":77,
                 "offer_group_id":"g1","offer_category_id":"c1","redemption_start_date":"2026-01-01T00:00:00",
                 "expiration_date":"2026-12-31T23:59:59Z","is_redeemable":true}""");

        assertThat(offer)
                .isEqualTo(new Offer(
                        "o1",
                        "u1",
                        "r1",
                        "manual_fulfillment",
                        "Café",
                        "long",
                        "fine print",
                        "https://img/1",
                        "77",
                        new Label("g1", ""),
                        new Label("c1", ""),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-12-31T23:59:59Z"),
                        true,
                        List.of(),
                        offer.span()));
    }

    @Test
    void anOfferOfNothingHasEmptyTexts() {
        Offer offer = offer("{}");

        assertThat(offer)
                .isEqualTo(new Offer(
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        Label.NONE,
                        Label.NONE,
                        null,
                        null,
                        null,
                        List.of(),
                        offer.span()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\":\"second\",\"name\":\"first\"} | first",
                "{\"name\":\"first\",\"title\":\"second\"} | first",
                "{\"name\":\"\",\"title\":\"second\"} | second",
                "{\"name\":\"  \",\"title\":\"second\"} | second",
                "{\"name\":null,\"offer_title\":\"third\"} | third",
                "{\"name\":{\"en\":\"x\"},\"title\":\"second\"} | second",
                "{\"name\":[\"x\"],\"title\":\"second\"} | second",
                "{\"name\":true,\"title\":\"second\"} | second",
                "{\"name\":1.50} | 1.50",
                "{\"nom\":\"other\"} | ''",
            })
    void theFirstUsableCandidateWins(String json, String title) {
        assertThat(offer(json).title()).isEqualTo(title);
    }

    @Test
    void candidatesNotChosenStayInExtra() {
        assertThat(offer("{\"title\":\"b\",\"name\":\"a\",\"offer_title\":\"\",\"terms\":null}")
                        .extra())
                .containsExactly(
                        new RawField("title", "\"b\""),
                        new RawField("offer_title", "\"\""),
                        new RawField("terms", "null"));
    }

    @Test
    void extraHoldsTheVeryCharactersInTheirOrder() {
        Offer offer = offer("""
                {"z" : 1.50, "huge":1e400,"neg":-0, "s":"\\u00e9\\/é\\"𝄞" ,"o":{ "a" : [1 ,2.0] },"name":"n",
                 "arr":[ ], "t":true,"f":false,"n":null,"\\u0061b":"c"}""");

        assertThat(offer.extra())
                .containsExactly(
                        new RawField("z", "1.50"),
                        new RawField("huge", "1e400"),
                        new RawField("neg", "-0"),
                        new RawField("s", "\"\\u00e9\\/é\\\"𝄞\""),
                        new RawField("o", "{ \"a\" : [1 ,2.0] }"),
                        new RawField("arr", "[ ]"),
                        new RawField("t", "true"),
                        new RawField("f", "false"),
                        new RawField("n", "null"),
                        new RawField("ab", "\"c\""));
    }

    @Test
    void veryLongStringsAndNumbersAreKept() {
        String number = "9".repeat(30_000);
        String string = "\"" + "é".repeat(100_000) + "\"";

        assertThat(offer("{\"a\":" + number + ",\"b\":" + string + "}").extra())
                .containsExactly(new RawField("a", number), new RawField("b", string));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"uri\":\"a\",\"category_name\":\"banner\"},{\"uri\":\"b\",\"category_name\":\"Brand Logo\"}] | b",
                "[{\"uri\":\"a\",\"category_name\":\"logo\"},{\"uri\":\"b\",\"category_name\":\"logo\"}] | a",
                "[{\"uri\":\"a\"},{\"uri\":\"b\"}] | a",
                "[{\"uri\":\"\"},null,3,[\"x\"],{\"uri\":{\"uri\":\"no\"}},{\"uri\":\"b\"}] | b",
                "[{\"uri\":\"\",\"category_name\":\"logo\"},{\"uri\":\"b\"}] | b",
                "{\"uri\":\"single\"} | single",
                "\"plain\" | plain",
                "[] | ''",
            })
    void takesTheLogoOfTheMedia(String media, String uri) {
        assertThat(offer("{\"media\":" + media + "}").imageUrl()).isEqualTo(uri);
    }

    @Test
    void mediaStayInExtraAsTheyHoldMoreThanTheImage() {
        Offer offer = offer("{\"media\":[{\"uri\":\"a\",\"w\":1}],\"x\":1}");

        assertThat(offer.imageUrl()).isEqualTo("a");
        assertThat(offer.extra())
                .containsExactly(new RawField("media", "[{\"uri\":\"a\",\"w\":1}]"), new RawField("x", "1"));
    }

    @Test
    void aLogoBeatsMediaWhicheverComesFirst() {
        assertThat(offer("{\"media\":[{\"uri\":\"a\"}],\"logo\":\"b\"}").imageUrl())
                .isEqualTo("b");
        assertThat(offer("{\"logo\":\"b\",\"media\":[{\"uri\":\"a\"}]}").imageUrl())
                .isEqualTo("b");
        assertThat(offer("{\"logo\":{\"uri\":\"b\"},\"media\":[{\"uri\":\"a\"}]}")
                        .imageUrl())
                .isEqualTo("b");
    }

    @Test
    void groupsAndCategoriesAreNamedByTheWalletEvenIfItNamesThemAfterwards() {
        Wallet wallet = read(Bodies.bytes("""
                {"payload":{"user_offers":[{"offer_group_id":"g","offer_category_id":7},{"group_id":"?"}],
                "offer_groups":[null,{"name":"Food","sort_order":1,"id":"g"},{"id":"h","name":null}],
                "offer_categories":[{"id":7,"name":"Lunch"}]},"status":"ok"}"""));

        assertThat(wallet.offers().get(0).group()).isEqualTo(new Label("g", "Food"));
        assertThat(wallet.offers().get(0).category()).isEqualTo(new Label("7", "Lunch"));
        assertThat(wallet.offers().get(1).group()).isEqualTo(new Label("?", ""));
    }

    @Test
    void theOffersOwnGroupNameIsPreferred() {
        Wallet wallet = read(Bodies.wallet(
                "\"offer_groups\":[{\"id\":\"g\",\"name\":\"Food\"}]",
                List.of("{\"group_id\":\"g\",\"group_name\":\"Mine\"}")));

        assertThat(wallet.offers().get(0).group()).isEqualTo(new Label("g", "Mine"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "never",
            value = {
                "{\"expiration_date\":\"2026-12-31\"} | 2026-12-31T23:59:59Z",
                "{\"expiration_date\":1798761598} | 2026-12-31T23:59:58Z",
                "{\"redemption_end_date\":\"2027-01-01T00:00:00Z\",\"expiration_date\":\"2026-01-01T00:00:00Z\"}"
                        + " | 2026-01-01T00:00:00Z",
                "{\"redemption_end_date\":\"2027-01-01T00:00:00Z\",\"expiration_date\":null} | 2027-01-01T00:00:00Z",
                "{\"redemption_end_date\":\"2027-01-01T00:00:00Z\",\"expiration_date\":\"?\"} | 2027-01-01T00:00:00Z",
                "{\"expiration_date\":null} | never",
                "{\"expiration_date\":\" \"} | never",
                "{} | never",
                "{\"expiration_date\":\"tomorrow\"} | " + EXPIRY_UNREADABLE,
                "{\"expiration_date\":12} | " + EXPIRY_UNREADABLE,
                "{\"expiration_date\":false} | " + EXPIRY_UNREADABLE,
                "{\"expiration_date\":{\"date\":\"2027-01-01\"}} | " + EXPIRY_UNREADABLE,
                "{\"expiration_date\":[]} | " + EXPIRY_UNREADABLE,
            })
    void anExpiryThatCannotBeReadMakesTheOfferAnExpiredOne(String json, Instant expiry) {
        assertThat(offer(json).expiresAt()).isEqualTo(expiry);
    }

    @Test
    void anUnreadableStartCountsAsAbsentAndStaysInExtra() {
        Offer offer = offer("{\"redemption_start_date\":\"soon\",\"start_date\":\"2026-02-03\"}");

        assertThat(offer.startsAt()).isEqualTo(Instant.parse("2026-02-03T00:00:00Z"));
        assertThat(offer.extra()).containsExactly(new RawField("redemption_start_date", "\"soon\""));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unknown",
            value = {"true, true", "false, false", "'\"True\"', true", "1, unknown", "null, unknown", "'\"\"', unknown"
            })
    void redeemableIsWhatSessionMSays(String json, Boolean redeemable) {
        assertThat(offer("{\"is_redeemable\":" + json + "}").redeemable()).isEqualTo(redeemable);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unknown",
            value = {
                "1250, 1250",
                "1250.50, 1250.50",
                "'\"1250.5\"', 1250.5",
                "-3, -3",
                "1e3, 1E+3",
                "12345678901234567890, 12345678901234567890",
                "null, unknown",
                "true, unknown",
                "'\"many\"', unknown",
                "'\"\"', unknown",
                "{}, unknown",
                "'[1,2]', unknown",
                "1e999999999, unknown",
                "1e-999999999, unknown",
                "'\"1e2147483648\"', unknown",
            })
    void pointsAreNumbersOrNumericStrings(String json, BigDecimal points) {
        Wallet wallet = read(Bodies.wallet("\"total_points\":" + json + ",\"available_points\":" + json, List.of()));

        assertThat(wallet.availablePoints()).isEqualTo(points);
        assertThat(wallet.totalPoints()).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "'\"7\"', 7", "null, 1", "-1, 1", "'[]', 1", "'\"x\"', 1"})
    void totalRecordsIsTheNumberOfOffersUnlessSessionMSays(String json, long records) {
        assertThat(read(Bodies.wallet("\"total_records\":" + json, List.of("{}")))
                        .totalRecords())
                .isEqualTo(records);
    }

    @Test
    void spansAreRightBehindMarkWhitespaceAndMultiByteCharacters() {
        String first = "{\"name\":\"ré𝄞\\u00e9\\\"}\" }";
        String second = "{ \"x\":{\"y\":[\"}\"]}}";
        byte[] body = Bodies.bytes("\uFEFF \n{\"é\":\"ü\",\"status\":\"ok\",\"payload\":\r\n{\"user_offers\" : [ \t"
                + first + " , null,\n" + second + "\n]}}\n ");

        List<Offer> offers = read(body).offers();

        assertThat(offers).extracting(offer -> sliced(body, offer)).containsExactly(first, second);
        assertThat(offers.get(0).title()).isEqualTo("ré𝄞é\"}");
        assertThat(offers.get(1).extra()).containsExactly(new RawField("x", "{\"y\":[\"}\"]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"ok\",\"payload\":{}}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":null}}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[]}}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[null,1,\"x\",[{}]]}}",
            })
    void aWalletMayBeEmpty(String json) {
        assertThat(read(Bodies.bytes(json)).offers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"ok\"",
                "<html><body>502 Bad Gateway</body></html>",
                "{\"status\":\"ok\"}",
                "{\"payload\":{\"user_offers\":[]}}",
                "{\"status\":\"error\",\"payload\":{\"user_offers\":[]}}",
                "{\"status\":true,\"payload\":{\"user_offers\":[]}}",
                "{\"status\":\"ok\",\"payload\":null}",
                "{\"status\":\"ok\",\"payload\":[]}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":{}}}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":\"none\"}}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[]}}}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[]}} x",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[]}}{}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[]}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[{\"a\":\"\n\"}]}}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[{\"a\":01}]}}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[{\"a\":NaN}]}}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[{},]}}",
                "{\"status\":\"ok\",\"payload\":{},\"payload\":{}}",
                "{\"status\":\"ok\",\"payload\":{\"user_offers\":[{\"x\":{\"a\":1,\"a\":2}}]}}",
            })
    void whatIsNoWalletIsRefused(String json) {
        assertThat(reader.read(Bodies.bytes(json))).isEmpty();
    }

    @Test
    void nestingIsBounded() {
        assertThat(reader.read(Bodies.wallet("{\"x\":" + "[".repeat(90) + "]".repeat(90) + "}")))
                .isPresent();
        assertThat(reader.read(Bodies.wallet("{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}")))
                .isEmpty();
        assertThat(reader.read(Bodies.bytes("[".repeat(1_000_000)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FF", "C3", "C3 28", "C0 AF", "ED A0 80", "F4 90 80 80", "E2 82"})
    void invalidUtf8IsRefusedWhereverItStands(String hex) {
        for (String place : List.of("{\"x\":\"@\"}", "{\"name\":\"@\"}", "{\"@\":1}")) {
            byte[] body = Bodies.wallet(place);
            assertThat(reader.read(replaced(body, hex))).as(place).isEmpty();
        }
    }

    @Test
    void otherEncodingsAreRefused() {
        String json = Bodies.text(Bodies.wallet("{}"));

        assertThat(reader.read(json.getBytes(StandardCharsets.UTF_16))).isEmpty();
        assertThat(reader.read(json.getBytes(StandardCharsets.UTF_16LE))).isEmpty();
    }

    @Test
    void aNameMayServeSeveralFieldsAndNamesCanBeConfigured() {
        FieldNames names = TestSettings.with("wallet.fields.title", "nom", "wallet.fields.description", "text,nom")
                .names();

        Offer offer = new MappedWalletReader(names)
                .read(Bodies.wallet("{\"nom\":\"n\",\"name\":\"x\"}"))
                .orElseThrow()
                .offers()
                .get(0);

        assertThat(offer.title()).isEqualTo("n");
        assertThat(offer.description()).isEqualTo("n");
        assertThat(offer.extra()).containsExactly(new RawField("name", "\"x\""));
    }

    private Wallet read(byte[] body) {
        Optional<Wallet> wallet = reader.read(body);
        assertThat(wallet).isPresent();
        return wallet.get();
    }

    private Offer offer(String json) {
        List<Offer> offers = read(Bodies.wallet(json)).offers();
        assertThat(offers).hasSize(1);
        return offers.get(0);
    }

    private static String sliced(byte[] body, Offer offer) {
        return Bodies.text(
                Arrays.copyOfRange(body, offer.span().from(), offer.span().to()));
    }

    private static byte[] replaced(byte[] body, String hex) {
        String latin = new String(body, StandardCharsets.ISO_8859_1);
        StringBuilder bytes = new StringBuilder();
        for (String octet : hex.split(" ", -1)) {
            bytes.append((char) Integer.parseInt(octet, 16));
        }
        return latin.replace("@", bytes).getBytes(StandardCharsets.ISO_8859_1);
    }
}
