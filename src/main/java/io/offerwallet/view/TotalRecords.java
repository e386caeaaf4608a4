package io.offerwallet.view;

import io.offerwallet.wallet.Offer.Span;
import java.nio.charset.StandardCharsets;

/** The number of offers that SessionM states beside them. */
final class TotalRecords {

    /** More digits can't count offers. */
    private static final int MOST_DIGITS = 18;

    private TotalRecords() {}

    /** The body with the number that stands there lowered; the same array if it is too small. */
    static byte[] loweredBy(int count, byte[] body, Span span) {
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
