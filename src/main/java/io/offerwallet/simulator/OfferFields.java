package io.offerwallet.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fields that offers say instead of what was drawn for them; null leaves the field out. For the offers that nobody would
 * make up: texts that look like HTML, without a title, with a date that a test needs.
 */
record OfferFields(Map<String, JsonNode> values) {
    static final OfferFields AS_DRAWN = new OfferFields(Map.of());

    /** Numbers as they are, or 1.50 would come back as 1.5. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    OfferFields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static OfferFields of(ObjectNode json) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        json.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        return new OfferFields(values);
    }

    /** Something that writes one JSON object. */
    interface ObjectWriter {
        void write(JsonGenerator out) throws IOException;
    }

    void write(JsonGenerator out, ObjectWriter drawn) throws IOException {
        if (values.isEmpty()) {
            drawn.write(out);
            return;
        }
        try (var buffer = new TokenBuffer(JSON, false)) {
            drawn.write(buffer);
            ObjectNode offer = JSON.readTree(buffer.asParser());
            values.forEach((name, value) -> put(offer, name, value));
            JSON.writeTree(out, offer);
        }
    }

    private static void put(ObjectNode offer, String name, JsonNode value) {
        if (value.isNull()) {
            offer.remove(name);
        } else {
            offer.set(name, value);
        }
    }
}
