package io.offerwallet.simulator.braze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer is to a template. JSON becomes a value, with {@code __http_status_code__} in it if it is an object; anything
 * else is text. Of an answer that isn't good there is the status and nothing of what the host says, as Braze shows nothing
 * of a 404; a body that is too large is nothing at all.
 */
final class Content {
    static final String STATUS = "__http_status_code__";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Content() {}

    static @Nullable Object of(Answer answer) {
        if (!answer.good()) {
            return Map.of(STATUS, answer.status());
        }
        JsonNode json;
        try {
            json = JSON.readTree(answer.body());
        } catch (JsonProcessingException text) {
            return answer.body();
        }
        return value(json instanceof ObjectNode object ? object.put(STATUS, answer.status()) : json);
    }

    private static @Nullable Object value(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> object(json);
            case ARRAY -> array(json);
            case STRING -> json.textValue();
            case BOOLEAN -> json.booleanValue();
            case NUMBER -> number(json);
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonNode json) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        json.properties().forEach(field -> object.put(field.getKey(), value(field.getValue())));
        return object;
    }

    private static List<@Nullable Object> array(JsonNode json) {
        var array = new ArrayList<@Nullable Object>();
        json.forEach(element -> array.add(value(element)));
        return array;
    }

    /** Numbers print as Ruby prints them: 1.50 as 1.5, and a large one without an exponent. */
    private static Number number(JsonNode json) {
        if (json.isIntegralNumber()) {
            return json.numberValue();
        }
        var decimal = new BigDecimal(Double.toString(json.doubleValue()));
        return decimal.setScale(Math.max(1, decimal.stripTrailingZeros().scale()));
    }
}
