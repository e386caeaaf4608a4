package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything of an answer that stands before its offers. */
record AnswerHead(
        String status,
        String userId,
        Locale culture,
        PointsShown available,
        PointsShown total,
        @Nullable Instant asOf,
        boolean stale) {

    private static final int FIRST_GUESS = 512;

    /** The opening brace and the fields; the object is left open. */
    byte[] bytes(int offerCount, boolean truncated) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(FIRST_GUESS);
        try (JsonGenerator json = JsonOutput.to(out)) {
            json.writeStartObject();
            JsonOutput.text(json, "status", status);
            JsonOutput.text(json, "user_id", userId);
            JsonOutput.text(json, "culture", culture.toLanguageTag());
            JsonOutput.number(json, "available_points", available.number);
            JsonOutput.text(json, "available_points_text", available.text);
            JsonOutput.number(json, "total_points", total.number);
            JsonOutput.text(json, "total_points_text", total.text);
            json.writeNumberField("offer_count", offerCount);
            json.writeBooleanField("has_offers", offerCount > 0);
            json.writeBooleanField("truncated", truncated);
            JsonOutput.instant(json, "as_of", asOf);
            json.writeBooleanField("stale", stale);
        }
        return out.toByteArray();
    }

    /** A number of points and how it is written. */
    record PointsShown(@Nullable BigDecimal number, String text) {

        static final PointsShown NONE = new PointsShown(null, "");

        static PointsShown of(@Nullable BigDecimal number, LocaleFormats formats) {
            return number == null ? NONE : new PointsShown(number, formats.number(number));
        }
    }
}
