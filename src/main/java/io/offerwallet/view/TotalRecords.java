package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonToken;
import io.offerwallet.wallet.Offer.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The number of offers that SessionM states beside them. */
final class TotalRecords {

    /** More digits can't count offers. */
    private static final int MOST_DIGITS = 18;

    private TotalRecords() {}

    /** The body with its {@code payload.total_records} lowered; the same array if it has none, or too small a one. */
    static byte[] loweredBy(int count, byte[] body) {
        try (JsonCursor json = new JsonCursor(body)) {
            return find(json).map(span -> lowered(body, span, count)).orElse(body);
        } catch (IOException notJson) {
            return body;
        }
    }

    private static Optional<Span> find(JsonCursor json) throws IOException {
        return json.next() == JsonToken.START_OBJECT
                        && stepTo(json, "payload")
                        && json.at(JsonToken.START_OBJECT)
                        && stepTo(json, "total_records")
                        && json.at(JsonToken.VALUE_NUMBER_INT)
                ? Optional.of(new Span(json.from(), json.skip()))
                : Optional.empty();
    }

    private static boolean stepTo(JsonCursor json, String field) throws IOException {
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            if (name.equals(field)) {
                return true;
            }
            json.skip();
        }
        return false;
    }

    private static byte[] lowered(byte[] body, Span span, int count) {
        String digits = new String(body, span.from(), span.to() - span.from(), StandardCharsets.US_ASCII);
        if (digits.length() > MOST_DIGITS || Long.parseLong(digits) < count) {
            return body;
        }
        byte[] number = Long.toString(Long.parseLong(digits) - count).getBytes(StandardCharsets.US_ASCII);
        byte[] result = new byte[body.length - (span.to() - span.from()) + number.length];
        System.arraycopy(body, 0, result, 0, span.from());
        System.arraycopy(number, 0, result, span.from(), number.length);
        System.arraycopy(body, span.to(), result, span.from() + number.length, body.length - span.to());
        return result;
    }
}
