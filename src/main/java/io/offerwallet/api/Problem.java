package io.offerwallet.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What is wrong with a request, for its sender.
 *
 * @param type the kind of error
 * @param detail what exactly is wrong; never a value that was sent, which may be personal
 * @param field the option or body field at fault, if it is one
 */
record Problem(ProblemType type, String detail, Optional<String> field) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, Optional.empty());
    }

    static Problem invalid(String field, String detail) {
        return new Problem(ProblemType.INVALID_REQUEST, detail, Optional.of(field));
    }

    byte[] json(String requestId) {
        var out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", type.uri());
            json.writeStringField("title", type.title());
            json.writeNumberField("status", type.status());
            json.writeStringField("detail", detail);
            if (field.isPresent()) {
                json.writeStringField("field", field.get());
            }
            json.writeStringField("request_id", requestId);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
