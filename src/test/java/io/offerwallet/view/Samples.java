package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offerwallet.view.Expiries.Expiry;
import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Offer.Label;
import io.offerwallet.wallet.Offer.RawField;
import io.offerwallet.wallet.Wallet;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary wallets, around an instant in a spring when clocks change. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-03-28T10:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Samples() {}

    /** When the offers expire, as a pass of its own should read it. */
    static List<Expiry> expiries(Wallet wallet) {
        return wallet.offers().stream()
                .map(offer -> new Expiry(offer.expiresAt(), offer.span()))
                .toList();
    }

    /** JSON of a wallet, its formatting and the order of its parts as arbitrary as its offers. */
    static Arbitrary<byte[]> bodies() {
        Arbitrary<String> gap = Arbitraries.of("", "", " ", "\n\t", "\r\n");
        Arbitrary<List<String>> elements = Arbitraries.frequencyOf(
                        Tuple.of(9, offerObjects()), Tuple.of(1, Arbitraries.of("null", "1", "[{}]")))
                .list()
                .ofMaxSize(8);
        return Combinators.combine(elements, gap, gap, Arbitraries.of("", "\uFEFF"), Arbitraries.of(true, false))
                .as((offers, before, after, mark, recordsFirst) -> {
                    String array = "[" + before + String.join(after + "," + before, offers) + after + "]";
                    String records = "\"total_records\":" + before + offers.size();
                    String list = "\"user_offers\":" + before + array;
                    return (mark + before + "{\"é\":\"𝄞\",\"status\":\"ok\",\"payload\":{"
                                    + (recordsFirst ? records + "," + list : list + "," + records) + after + "}}"
                                    + after)
                            .getBytes(StandardCharsets.UTF_8);
                });
    }

    private static Arbitrary<String> offerObjects() {
        Arbitrary<String> name = Arbitraries.of(
                "offer_id", "name", "title", "media", "x", "é", "expiration_date", "redemption_end_date", "logo");
        return Combinators.combine(name, values())
                .as((field, value) -> new String[] {field, value})
                .list()
                .uniqueElements(field -> field[0])
                .ofMaxSize(6)
                .map(fields -> fields.stream()
                        .map(field -> quoted(field[0]) + ": " + field[1])
                        .collect(Collectors.joining(" ,", "{ ", "}")));
    }

    private static Arbitrary<String> values() {
        return Arbitraries.oneOf(
                texts().map(Samples::quoted),
                instants().map(instant -> quoted(instant.toString())),
                Arbitraries.of("null", "true", "1.50", "-0", "1e400", "1798761598", "\"\\ud800\"", "\"\\u00e9\""),
                Arbitraries.of("{}", "[ ]", "[{\"uri\":\"u\"}]", "{ \"a\" : [\"]\",\"}\"] }", "\"tomorrow\""));
    }

    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.of("", "Café", "𝄞", "a\"b\\", "\u2028", "\u0000"),
                Arbitraries.integers().between(0, 5000).map(i -> "x".repeat(i) + "😀é".repeat(i / 2)));
    }

    static Arbitrary<Wallet> wallets() {
        return Combinators.combine(
                        offers().list().ofMaxSize(12), Arbitraries.integers().between(0, 1))
                .as((offers, more) -> new Wallet(new BigDecimal("12.50"), null, offers.size() + more, offers));
    }

    private static Arbitrary<Offer> offers() {
        return Combinators.combine(
                        texts(),
                        Arbitraries.of("a", "B", ""),
                        Arbitraries.of(Label.NONE, new Label("1", "One"), new Label("2", "")),
                        instants().injectNull(0.2),
                        instants().injectNull(0.2),
                        Arbitraries.of(
                                List.<RawField>of(),
                                List.of(new RawField("x", "{ \"y\":1.50}"), new RawField("𝄞", "1"))))
                .as((id, type, label, start, expiry, extra) ->
                        Offers.offer(id, type, label, label, start, expiry, extra));
    }

    static Arbitrary<ViewOptions> options() {
        return Combinators.combine(
                        Arbitraries.of("en-US", "fr-FR", "ja-JP", "ar-EG").map(Locale::forLanguageTag),
                        Arbitraries.of("UTC", "Europe/Paris", "America/New_York", "Asia/Tokyo", "Pacific/Apia")
                                .map(ZoneId::of),
                        Arbitraries.integers().between(0, 5).injectNull(0.5),
                        Arbitraries.of("A", "b").injectNull(0.7),
                        Arbitraries.of("one", "2").injectNull(0.7),
                        Arbitraries.integers()
                                .between(0, 80)
                                .map(Duration::ofHours)
                                .injectNull(0.5),
                        Arbitraries.of(Sort.class))
                .as((locale, zone, limit, type, label, window, sort) ->
                        new ViewOptions(locale, zone, limit, type, label, null, window, sort));
    }

    /** Within four days of now, often exactly now or on the hour. */
    static Arbitrary<Instant> instants() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(-96, 96).map(hours -> NOW.plus(Duration.ofHours(hours))),
                Arbitraries.longs().between(-345_600_000, 345_600_000).map(NOW::plusMillis));
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(JsonOutput.wellFormed(text));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
