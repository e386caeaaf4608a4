package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes fields so that every value, absent ones included, is what a template expects of it. */
final class JsonOutput {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // What is left open is left open on purpose.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            // Otherwise emoji come out as two escapes each.
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final char REPLACEMENT = '\uFFFD';

    private JsonOutput() {}

    static JsonGenerator to(ByteArrayOutputStream out) throws IOException {
        return FACTORY.createGenerator(out);
    }

    static void text(JsonGenerator json, String name, String value) throws IOException {
        json.writeStringField(name, wellFormed(value));
    }

    /** In UTC and with milliseconds at most, which every parser of ISO-8601 takes. */
    static void instant(JsonGenerator json, String name, @Nullable Instant value) throws IOException {
        json.writeStringField(
                name,
                value == null ? null : value.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    static void number(JsonGenerator json, String name, @Nullable BigDecimal value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value.toPlainString());
        }
    }

    /** The text with every half of a surrogate pair that has lost its other half replaced: UTF-8 has no form for it. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutLoneSurrogates(text);
            }
        }
        return text;
    }

    private static String withoutLoneSurrogates(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
