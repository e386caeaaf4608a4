package io.offerwallet.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offerwallet.json.JsonCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the small JSON that requests carry, strictly: one value, valid UTF-8, no name twice, not deeply nested. */
final class JsonBody {

    /** Enough for events that bring an offer, or more than that, along. */
    private static final int DEEPEST = 32;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    // Jackson would take zero bytes, which are valid UTF-8, for UTF-16.
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int LONGEST_SIMPLE_NAME = 64;

    /** Digits. */
    private static final int LONGEST_SIMPLE_NUMBER = 18;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private JsonBody() {}

    /** The object that {@code body} is. */
    static ObjectNode object(byte[] body) {
        return only(body)
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> InvalidRequest.body("The body must be one JSON object."));
    }

    /** The object or list that {@code body} is. */
    static JsonNode objectOrList(byte[] body) {
        return only(body)
                .filter(JsonNode::isContainerNode)
                .orElseThrow(() -> InvalidRequest.body("The body must be one JSON object, or a list of them."));
    }

    /** The one value that {@code body} is; empty if it is none or more than one. */
    private static Optional<JsonNode> only(byte[] body) {
        requireUtf8(body);
        int start = startsWithMark(body) ? BYTE_ORDER_MARK.length : 0;
        try (JsonParser parser = JSON.createParser(body, start, body.length - start)) {
            return only(parser);
        } catch (NumberFormatException beyondBigDecimal) {
            throw InvalidRequest.body("A number in the body has an exponent out of all range.");
        } catch (IOException malformed) {
            throw InvalidRequest.body("The body is not valid JSON, or nested more than " + DEEPEST + " deep.");
        }
    }

    private static Optional<JsonNode> only(JsonParser parser) throws IOException {
        try {
            Optional<JsonNode> value = Optional.ofNullable(JSON.readTree(parser));
            return parser.nextToken() == null ? value : Optional.empty();
        } catch (MismatchedInputException nameGivenTwice) {
            // Any JSON fits a tree, but for a name that stands twice in an object: the one that the parser is at.
            throw InvalidRequest.in(Fields.shown(parser.currentName()), "The field is given more than once.");
        }
    }

    /** The fields of an object that holds nothing but text, numbers, booleans and null. */
    static Fields fields(byte[] body) {
        return simple(body).map(Fields::of).orElseGet(() -> scalars(object(body)));
    }

    /**
     * The fields of a body that is as bodies usually are: one object, no name twice or long in it, and no other values than text,
     * integers, booleans and null, which are told as {@link #scalars} tells them. Empty for all others, be they right or wrong,
     * which take longer to read.
     */
    static Optional<Map<String, String>> simple(byte[] body) {
        JsonCursor cursor = JsonCursor.lenient(body, 1);
        Map<String, String> values = new HashMap<>();
        try {
            if (cursor.open() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
                String value = cursor.text();
                boolean simple = name.length() <= LONGEST_SIMPLE_NAME && isSimple(cursor.token(), value);
                if (!simple || values.put(name, value) != null) {
                    return Optional.empty();
                }
            }
        } catch (IOException malformedOrDeep) {
            return Optional.empty();
        }
        return cursor.atEnd() ? Optional.of(values) : Optional.empty();
    }

    private static boolean isSimple(JsonToken token, String text) {
        return switch (token) {
            case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> true;
            case VALUE_NUMBER_INT -> text.length() <= LONGEST_SIMPLE_NUMBER && !text.startsWith("-");
            default -> false;
        };
    }

    /** The fields of an object that holds nothing but text, numbers, booleans and null. */
    static Fields scalars(ObjectNode object) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getValue().isContainerNode()) {
                throw InvalidRequest.in(Fields.shown(field.getKey()), "It must be text or a number.");
            }
            values.put(field.getKey(), field.getValue().asText());
        }
        return Fields.of(values);
    }

    /** The members of an object as text that UTF-8 has a form for, without its braces; empty if it has none. */
    static String members(ObjectNode object) {
        String text = object.toString();
        return escaped(text.substring(1, text.length() - 1));
    }

    /** Half of a surrogate pair, which came as an escape, is one again. It can only stand in a name or text. */
    private static String escaped(String json) {
        return json.codePoints()
                .collect(StringBuilder::new, JsonBody::append, StringBuilder::append)
                .toString();
    }

    private static void append(StringBuilder json, int c) {
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            json.append("\\u").append(Integer.toHexString(c));
        } else {
            json.appendCodePoint(c);
        }
    }

    private static boolean startsWithMark(byte[] body) {
        return body.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(body, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    /** Jackson lets some broken sequences pass; whatever is accepted here may be sent on to SessionM. */
    private static void requireUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException broken) {
            throw InvalidRequest.body("The body is not valid UTF-8.");
        }
    }
}
