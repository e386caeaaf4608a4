package io.offerwallet.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offerwallet.testing.Sessionm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * A wallet as SessionM itself gives it, and what the proxy should make of it, said once more in the plainest way: with a
 * tree, without any of the proxy's code.
 */
record Source(String text, ObjectNode envelope) {

    /** Reads and writes numbers digit by digit. */
    static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final String RETAILER = "7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11";
    private static final Map<String, String> DATES = Map.of(
            "en-US", "MMMM d, uuuu",
            "fr-FR", "d MMMM uuuu",
            "de-DE", "d. MMMM uuuu",
            "ja-JP", "uuuu年M月d日");
    private static final Set<String> ALWAYS_TOLD = Set.of(
            "id",
            "offer_id",
            "root_offer_id",
            "offer_type",
            "name",
            "description",
            "terms_and_conditions",
            "pos_discount_id",
            "offer_group_id",
            "offer_category_id",
            "is_redeemable");

    /** The user's first thousand offers. */
    static Source of(String userId, String culture) {
        return answering(request(userId, culture).toString());
    }

    static Source answering(String body) {
        return read(Sessionm.answer(body));
    }

    static Source read(byte[] answer) {
        return new Source(new String(answer, StandardCharsets.UTF_8), (ObjectNode) tree(answer));
    }

    static ObjectNode request(String userId, String culture) {
        return EXACT.createObjectNode()
                .put("retailer_id", RETAILER)
                .put("user_id", userId)
                .put("skip", 0)
                .put("take", 1000)
                .put("include_pending_extended_data", false)
                .put("culture", culture);
    }

    static JsonNode tree(byte[] json) {
        try {
            return EXACT.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    JsonNode payload() {
        return envelope.required("payload");
    }

    List<JsonNode> offers() {
        return StreamSupport.stream(payload().required("user_offers").spliterator(), false)
                .toList();
    }

    List<JsonNode> live(Instant now) {
        return live(now, offer -> true);
    }

    List<JsonNode> live(Instant now, Predicate<JsonNode> wanted) {
        return offers().stream()
                .filter(offer -> expiry(offer).map(now::isBefore).orElse(true))
                .filter(wanted)
                .toList();
    }

    /** The same without what is expired, as SessionM would have written it. */
    String withoutExpired(Instant now) {
        List<JsonNode> live = live(now);
        ObjectNode copy = envelope.deepCopy();
        ObjectNode payload = (ObjectNode) copy.required("payload");
        int gone = offers().size() - live.size();
        payload.put("total_records", payload.required("total_records").intValue() - gone);
        ((ArrayNode) payload.required("user_offers")).removeAll().addAll(live);
        return written(copy);
    }

    /** As SessionM writes it: characters beyond the first 65,536 as two escapes each. */
    static String written(JsonNode tree) {
        try {
            return new String(EXACT.writeValueAsBytes(tree), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The proxy's answer with these offers. */
    ObjectNode shown(List<JsonNode> offers, String culture, ZoneId zone, Instant now, String asOf) {
        ObjectNode shown = EXACT.createObjectNode()
                .put("status", "ok")
                .put("user_id", payload().required("user_id").textValue())
                .put("culture", culture);
        points(shown, "available_points", culture);
        points(shown, "total_points", culture);
        shown.put("offer_count", offers.size())
                .put("has_offers", !offers.isEmpty())
                .put("truncated", false)
                .put("as_of", asOf)
                .put("stale", false);
        ArrayNode list = shown.putArray("offers");
        offers.forEach(offer -> list.add(shown(offer, culture, zone, now)));
        return shown;
    }

    private void points(ObjectNode shown, String field, String culture) {
        JsonNode points = payload().required(field);
        NumberFormat format = NumberFormat.getNumberInstance(Locale.forLanguageTag(culture));
        format.setMaximumFractionDigits(2);
        shown.set(field, points);
        shown.put(field + "_text", format.format(points.decimalValue()));
    }

    private ObjectNode shown(JsonNode offer, String culture, ZoneId zone, Instant now) {
        ObjectNode shown = EXACT.createObjectNode()
                .put("offer_id", text(offer, "offer_id"))
                .put("user_offer_id", text(offer, "id"))
                .put("root_offer_id", text(offer, "root_offer_id"))
                .put("type", text(offer, "offer_type"))
                .put("title", text(offer, "name"))
                .put("description", text(offer, "description"))
                .put("terms", text(offer, "terms_and_conditions"))
                .put("image_url", logo(offer))
                .put("pos_discount_id", text(offer, "pos_discount_id"))
                .put("group", group(offer))
                .put("category", category(offer))
                .put("starts_at", start(offer).map(Instant::toString).orElse(null))
                .put("expires_at", expiry(offer).map(Instant::toString).orElse(null));
        Optional<LocalDate> lastDay = expiry(offer).map(end -> LocalDate.ofInstant(end, zone));
        shown.put("expires_on", lastDay.map(day -> date(day, culture)).orElse(""));
        shown.put(
                "days_left",
                lastDay.map(day -> ChronoUnit.DAYS.between(LocalDate.ofInstant(now, zone), day))
                        .orElse(null));
        shown.set("redeemable", offer.required("is_redeemable"));
        shown.set("extra", extra(offer));
        return shown;
    }

    private static ObjectNode extra(JsonNode offer) {
        ObjectNode extra = offer.deepCopy();
        extra.remove(ALWAYS_TOLD);
        extra.remove(List.of(
                offer.has("redemption_start_date") ? "redemption_start_date" : "start_date",
                offer.has("expiration_date") ? "expiration_date" : "redemption_end_date"));
        return extra;
    }

    String group(JsonNode offer) {
        return named("offer_groups", text(offer, "offer_group_id"));
    }

    String category(JsonNode offer) {
        return named("offer_categories", text(offer, "offer_category_id"));
    }

    private String named(String list, String id) {
        for (JsonNode heading : payload().required(list)) {
            if (text(heading, "id").equals(id)) {
                return text(heading, "name");
            }
        }
        throw new AssertionError("SessionM names no " + list + " of the id " + id);
    }

    private static String logo(JsonNode offer) {
        for (JsonNode medium : offer.required("media")) {
            if (text(medium, "category_name").equals("logo")) {
                return text(medium, "uri");
            }
        }
        return "";
    }

    private static String date(LocalDate day, String culture) {
        String pattern = Optional.ofNullable(DATES.get(culture)).orElseThrow();
        return DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag(culture))
                .format(day);
    }

    static Optional<Instant> start(JsonNode offer) {
        return firstOf(offer, "redemption_start_date", "start_date");
    }

    static Optional<Instant> expiry(JsonNode offer) {
        return firstOf(offer, "expiration_date", "redemption_end_date");
    }

    private static Optional<Instant> firstOf(JsonNode offer, String wanted, String otherwise) {
        String text = text(offer, offer.has(wanted) ? wanted : otherwise);
        return text.isEmpty() ? Optional.empty() : Optional.of(instant(text));
    }

    /** Without a zone it is UTC. */
    private static Instant instant(String text) {
        TemporalAccessor read =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return read instanceof OffsetDateTime dateTime
                ? dateTime.toInstant()
                : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
