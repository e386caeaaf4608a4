package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offerwallet.testing.PlainJson;
import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Offer.RawField;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.Wallet;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whatever bytes SessionM sends, they are read as a plain reader would, or refused; and what is shown of them is valid,
 * within its bound, complete, and without anything expired.
 */
final class AnswersOracle {

    private static final Instant NOW = Instant.parse("2026-03-28T10:00:00Z");
    private static final int DEEPEST = 100;
    private static final int SMALLEST_BOUND = 2_000;
    private static final int LARGEST_BOUND = 1_000_000;
    private static final List<ViewOptions> OPTIONS = List.of(
            ViewOptions.everything(Locale.US, ZoneOffset.UTC),
            new ViewOptions(
                    Locale.forLanguageTag("ar-EG"),
                    ZoneId.of("Africa/Cairo"),
                    3,
                    null,
                    null,
                    null,
                    Duration.ofDays(20),
                    Sort.NEWEST),
            new ViewOptions(
                    Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"),
                    ZoneId.of("America/New_York"),
                    null,
                    "coupon",
                    null,
                    "g1",
                    null,
                    Sort.EXPIRATION));

    private static final FieldNames NAMES = FieldNames.standard();
    private static final MappedWalletReader READER = new MappedWalletReader(NAMES);
    private static final WalletView WHOLE = new WalletView(LARGEST_BOUND);
    private static final WalletView SMALL = new WalletView(SMALLEST_BOUND);

    private AnswersOracle() {}

    static void hold(byte[] body) {
        Optional<Wallet> read = READER.read(body);
        Optional<ObjectNode> plain = PlainJson.read(body, DEEPEST).flatMap(AnswersOracle::wallet);

        assertThat(read.isPresent()).as("read").isEqualTo(plain.isPresent());
        assertThat(READER.look(body).map(survey -> survey.expiries().offers()))
                .isEqualTo(read.map(wallet -> Samples.expiries(wallet)));
        read.ifPresent(wallet -> {
            List<ObjectNode> sources = offers(plain.orElseThrow());
            assertRead(body, wallet, sources);
            assertCut(body, wallet, plain.orElseThrow());
            assertShown(wallet, sources);
            OPTIONS.forEach(options -> assertBounded(wallet, options));
        });
    }

    private static void assertRead(byte[] body, Wallet wallet, List<ObjectNode> sources) {
        assertThat(wallet.offers()).hasSameSizeAs(sources);
        for (int i = 0; i < sources.size(); i++) {
            Offer offer = wallet.offers().get(i);
            ObjectNode source = sources.get(i);
            byte[] span =
                    Arrays.copyOfRange(body, offer.span().from(), offer.span().to());
            assertThat(PlainJson.read(span, DEEPEST)).contains(source);
            assertNothingIsLost(offer, source);
            if (hasSurelyExpired(source)) {
                assertThat(offer.expiredAt(NOW)).isTrue();
            }
        }
    }

    /** A field is handed on as it came, unless it was told by one of ours, which only values without parts are (P11). */
    private static void assertNothingIsLost(Offer offer, ObjectNode source) {
        ObjectNode untold = source.deepCopy();
        for (RawField field : offer.extra()) {
            assertThat(PlainJson.read(field.json(), DEEPEST)).contains(untold.required(field.name()));
            untold.remove(field.name());
        }
        untold.properties().forEach(told -> {
            assertThat(NAMES.candidates(told.getKey())).isNotEmpty();
            assertThat(told.getValue().isNull() || told.getValue().isContainerNode())
                    .isFalse();
        });
    }

    private static void assertCut(byte[] body, Wallet wallet, ObjectNode plain) {
        byte[] cut = READER.survey(body).orElseThrow().unexpired(NOW).body();

        ObjectNode expected = withoutExpired(plain, wallet);
        assertThat(PlainJson.read(cut, DEEPEST)).contains(expected);
        assertThat(READER.read(cut).orElseThrow().offers()).noneMatch(offer -> offer.expiredAt(NOW));
        if (wallet.offers().stream().noneMatch(offer -> offer.expiredAt(NOW))) {
            assertThat(cut).isSameAs(body);
        }
    }

    private static void assertShown(Wallet wallet, List<ObjectNode> sources) {
        JsonNode answer = answer(WHOLE, wallet, OPTIONS.get(0), LARGEST_BOUND);
        List<ObjectNode> live = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            if (!wallet.offers().get(i).expiredAt(NOW)) {
                live.add(sources.get(i));
            }
        }
        assertThat(answer.required("offers")).hasSameSizeAs(live);
        for (int i = 0; i < live.size(); i++) {
            JsonNode shown = answer.required("offers").get(i);
            String id = live.get(i).path("offer_id").textValue();
            if (id != null && !id.isBlank()) {
                assertThat(shown.required("offer_id").textValue()).isEqualTo(JsonOutput.wellFormed(id));
            }
        }
    }

    private static void assertBounded(Wallet wallet, ViewOptions options) {
        JsonNode full = answer(WHOLE, wallet, options, LARGEST_BOUND);
        JsonNode beginning = answer(SMALL, wallet, options, SMALLEST_BOUND);
        Iterator<JsonNode> rest = full.required("offers").elements();
        beginning.required("offers").forEach(offer -> assertThat(offer).isEqualTo(rest.next()));
        if (rest.hasNext()) {
            assertThat(beginning.required("truncated").booleanValue()).isTrue();
        }
    }

    private static JsonNode answer(WalletView view, Wallet wallet, ViewOptions options, int bound) {
        Prepared prepared = view.render(wallet, "u", options, NOW, false, NOW);
        assertThat(prepared.bytes().length).isLessThanOrEqualTo(bound);
        assertThat(prepared.validUntil()).isAfter(NOW);
        // An offer may nest as deep as SessionM's answer, and an answer of ours a little deeper.
        JsonNode answer = PlainJson.read(prepared.bytes(), DEEPEST + 5).orElseThrow();
        JsonNode offers = answer.required("offers");
        assertThat(answer.required("offer_count")).isEqualTo(PlainJson.number(Integer.toString(offers.size())));
        assertThat(answer.required("has_offers").booleanValue()).isEqualTo(!offers.isEmpty());
        for (JsonNode offer : offers) {
            JsonNode expiry = offer.required("expires_at");
            assertThat(expiry.isNull() || Instant.parse(expiry.textValue()).isAfter(NOW.minusMillis(1)))
                    .as("offers that have expired")
                    .isTrue();
        }
        return answer;
    }

    /** The answer, if it is a wallet. */
    private static Optional<ObjectNode> wallet(JsonNode tree) {
        JsonNode payload = tree.path("payload");
        JsonNode offers = payload.path("user_offers");
        boolean isWallet = tree.path("status").isTextual()
                && tree.path("status").textValue().equals("ok")
                && payload.isObject()
                && (offers.isMissingNode() || offers.isNull() || offers.isArray());
        return isWallet ? Optional.of((ObjectNode) tree) : Optional.empty();
    }

    private static List<ObjectNode> offers(ObjectNode wallet) {
        List<ObjectNode> offers = new ArrayList<>();
        wallet.at("/payload/user_offers").forEach(element -> {
            if (element instanceof ObjectNode offer) {
                offers.add(offer);
            }
        });
        return offers;
    }

    private static ObjectNode withoutExpired(ObjectNode plain, Wallet wallet) {
        ObjectNode cut = plain.deepCopy();
        ObjectNode payload = (ObjectNode) cut.required("payload");
        int expired = 0;
        if (payload.path("user_offers") instanceof ArrayNode elements) {
            Iterator<Offer> read = wallet.offers().iterator();
            for (Iterator<JsonNode> left = elements.elements(); left.hasNext(); ) {
                if (left.next().isObject() && read.next().expiredAt(NOW)) {
                    left.remove();
                    expired++;
                }
            }
        }
        String records = PlainJson.characters(payload.path("total_records")).orElse("");
        if (expired > 0 && records.matches("\\d{1,18}") && Long.parseLong(records) >= expired) {
            payload.set("total_records", PlainJson.number(Long.toString(Long.parseLong(records) - expired)));
        }
        return cut;
    }

    private static boolean hasSurelyExpired(ObjectNode source) {
        JsonNode expiry = source.path("expiration_date");
        try {
            return expiry.isTextual() && !Instant.parse(expiry.textValue()).isAfter(NOW);
        } catch (DateTimeException otherwiseWritten) {
            return false;
        }
    }
}
