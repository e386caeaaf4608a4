package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** An answer of SessionM as a test reads it. */
record Wallet(JsonNode envelope) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Wallet read(byte[] envelope) {
        try {
            return new Wallet(JSON.readTree(envelope));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode payload() {
        return envelope.required("payload");
    }

    List<JsonNode> offers() {
        return StreamSupport.stream(payload().required("user_offers").spliterator(), false)
                .toList();
    }

    List<String> texts(String field) {
        return offers().stream().map(offer -> offer.path(field).asText()).toList();
    }

    int totalRecords() {
        return payload().required("total_records").intValue();
    }

    int revision() {
        return payload().required("user").required("revision").intValue();
    }
}
