package io.offerwallet.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offerwallet.culture.Culture;
import io.offerwallet.culture.Cultures;
import io.offerwallet.testing.PlainJson;
import io.offerwallet.view.ViewOptions;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a caller sends, it is refused by {@link InvalidRequest} alone, or understood as a plain reader understands it,
 * however it is written.
 */
final class RequestsOracle {

    private static final String USER = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String RETAILER = "7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11";
    private static final int DEEPEST = 32;
    private static final int LONGEST_PASSED_ON = 2_048;
    /** Numbers that Jackson refuses to compute with, though they are JSON. */
    private static final Pattern UNREASONABLE = Pattern.compile("[eE][+-]?\\d{9}|\\d{900}");

    private static final Cultures CULTURES = new Cultures(
            Stream.of("en-US", "fr-CA", "zh-Hant-TW").map(Culture::of).toList(), Map.of());

    /** Escapes what UTF-8 has no form for, and keeps numbers as they are. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final WalletRequestParser WALLETS = new WalletRequestParser(CULTURES);
    private static final DropInRequestParser DROP_INS = new DropInRequestParser(CULTURES, Optional.of(RETAILER));
    private static final SessionmEventReader EVENTS = new SessionmEventReader(Events.names());

    private RequestsOracle() {}

    static void hold(byte[] data) {
        String text = new String(data, UTF_8);
        understood(() -> WALLETS.parse(USER, text)).ifPresent(request -> {
            assertSameHoweverWritten(request);
            assertThat(new WalletRequestParser(CULTURES).parse(USER, text)).isEqualTo(request);
        });
        understood(() -> JsonBody.objectOrList(data)).ifPresentOrElse(body -> assertRead(data, body), () -> {
            if (!UNREASONABLE.matcher(text).find()) {
                assertThat(PlainJson.read(data, DEEPEST).filter(JsonNode::isContainerNode))
                        .as("refused")
                        .isEmpty();
            }
        });
    }

    private static void assertRead(byte[] data, JsonNode body) {
        assertThat(PlainJson.read(data, DEEPEST)).as("no plain JSON").isPresent();
        assertThat(body).isEqualTo(tree(data));
        assertEvents(body, EVENTS.read(body));
        if (body instanceof ObjectNode object) {
            JsonBody.simple(data).ifPresent(values -> assertThat(values).isEqualTo(texts(object)));
            understood(() -> WALLETS.parse(data)).ifPresent(request -> {
                assertSameHoweverWritten(request);
                assertThat(new WalletRequestParser(CULTURES).parse(data)).isEqualTo(request);
            });
            understood(() -> DROP_INS.parse(data)).ifPresent(key -> {
                assertDropIn(object, key);
                assertThat(new DropInRequestParser(CULTURES, Optional.of(RETAILER)).parse(data))
                        .isEqualTo(key);
            });
        }
    }

    private static Map<String, String> texts(ObjectNode object) {
        return object.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue()
                .asText()));
    }

    /** What was understood is within bounds, and understood again when it is written in its usual way. */
    private static void assertSameHoweverWritten(WalletRequest request) {
        ViewOptions view = request.options().view();
        assertThat(CULTURES.configured()).contains(request.options().culture());
        assertThat(view.locale()).isEqualTo(request.options().culture().locale());
        if (view.limit() != null) {
            assertThat(view.limit()).isBetween(0, 1000);
        }
        if (view.expiringWithin() != null) {
            assertThat(view.expiringWithin()).isBetween(Duration.ofNanos(1), Duration.ofDays(3660));
        }
        ObjectNode written = written(request);
        assertThat(WALLETS.parse(ascii(written))).isEqualTo(request);
        written.remove(WalletRequestParser.USER_ID);
        String query = written.properties().stream()
                .map(option -> option.getKey() + "="
                        + URLEncoder.encode(option.getValue().asText(), UTF_8))
                .collect(Collectors.joining("&"));
        // A query has no way to write half of a surrogate pair.
        if (UTF_8.newEncoder().canEncode(written.toString())) {
            assertThat(WALLETS.parse(request.user().value(), query)).isEqualTo(request);
        }
    }

    private static ObjectNode written(WalletRequest request) {
        ViewOptions view = request.options().view();
        ObjectNode written = JSON.createObjectNode()
                .put("on_error", request.options().onError().name())
                .put("sort", view.sort().wireName())
                .put("culture", request.options().culture().tag())
                .put("tz", view.zone().getId())
                .put("user_id", request.user().value());
        put(written, "limit", view.limit());
        put(written, "type", view.type());
        put(written, "category", view.category());
        put(written, "group", view.group());
        put(written, "expiring_within", view.expiringWithin());
        return written;
    }

    private static void assertDropIn(ObjectNode body, WalletKey key) {
        assertThat(key.user().value())
                .isEqualToIgnoringCase(body.path("user_id").asText().strip());
        assertThat(CULTURES.configured()).contains(key.culture());
        Variant.Page page = (Variant.Page) key.variant();
        assertThat(page.passedOn()).hasSizeLessThanOrEqualTo(LONGEST_PASSED_ON);
        // It goes over the wire in UTF-8.
        assertThat(UTF_8.newEncoder().canEncode(page.passedOn()))
                .as(page.passedOn())
                .isTrue();
        ObjectNode unknown = body.deepCopy();
        unknown.remove(Set.of("retailer_id", "user_id", "skip", "take", "include_pending_extended_data", "culture"));
        assertThat(PlainJson.read("{" + page.passedOn() + "}", DEEPEST))
                .isEqualTo(PlainJson.read(ascii(unknown), DEEPEST));
        // The same request in another order is the same request.
        assertThat(DROP_INS.parse(ascii(reversed(body)))).isEqualTo(key);
    }

    private static void assertEvents(JsonNode body, EventBatch batch) {
        List<JsonNode> sent = new ArrayList<>();
        if (body.isArray() || body.path("events").isArray()) {
            (body.isArray() ? body : body.path("events")).forEach(sent::add);
        } else {
            sent.add(body);
        }
        assertThat(batch.events()).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(batch.events().get(i).getClass()).isEqualTo(meant(sent.get(i)));
        }
        assertThat(batch.users())
                .isEqualTo(sent.stream()
                        .filter(event -> meant(event) == SessionmEvent.Purging.class)
                        .map(RequestsOracle::user)
                        .map(UserId::new)
                        .collect(Collectors.toSet()));
        batch.refusal().ifPresent(problem -> assertThat(problem.field().orElseThrow())
                .matches("((events)?\\[\\d+])?\\.?(event_type|user_id|customer_id|user\\.id)?"));
    }

    /** What an event must come to, with the names that are delivered. */
    private static Class<? extends SessionmEvent> meant(JsonNode event) {
        String type = first(event.path("event_type"), event.path("type"), event.path("event"));
        if (!event.isObject() || type.isEmpty()) {
            return SessionmEvent.Refused.class;
        }
        String plain = type.codePoints()
                .map(Character::toLowerCase)
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (!plain.matches("((user)?offer)?(issued|redeemed|expired|revoked)")) {
            return SessionmEvent.Ignored.class;
        }
        return user(event).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? SessionmEvent.Purging.class
                : SessionmEvent.Refused.class;
    }

    private static String user(JsonNode event) {
        return first(
                        event.path("user_id"),
                        event.path("customer_id"),
                        event.path("user").path("id"))
                .toLowerCase(Locale.ROOT);
    }

    private static String first(JsonNode... places) {
        return Stream.of(places)
                .filter(place -> place.isValueNode() && !place.isNull())
                .map(place -> place.asText().strip())
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    private static ObjectNode reversed(ObjectNode body) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(body.properties());
        Collections.reverse(members);
        ObjectNode reversed = JSON.createObjectNode();
        members.forEach(member -> reversed.set(member.getKey(), member.getValue()));
        return reversed;
    }

    private static void put(ObjectNode written, String name, @Nullable Object value) {
        if (value != null) {
            written.put(name, value.toString());
        }
    }

    private static JsonNode tree(byte[] data) {
        try {
            return JSON.readTree(PlainJson.withoutMark(new String(data, UTF_8)));
        } catch (JsonProcessingException different) {
            throw new AssertionError(different);
        }
    }

    private static byte[] ascii(JsonNode json) {
        try {
            return JSON.writeValueAsString(json).getBytes(US_ASCII);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** What comes of it; empty if it is refused, for which there is one way alone. */
    private static <T> Optional<T> understood(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InvalidRequest refused) {
            assertThat(refused.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST);
            return Optional.empty();
        }
    }
}
