package io.offerwallet.view;

import io.offerwallet.wallet.Offer.Span;
import java.nio.charset.StandardCharsets;

/** The number of offers that SessionM states beside them. */
final class TotalRecords {

    /** More digits can't count offers. */
    private static final int MOST_DIGITS = 18;

    private TotalRecords() {}

    /** What is to stand where {@code span} is in the body: the number lowered, or as it is if it is too small. */
    static byte[] loweredBy(int count, byte[] body, Span span) {
        String digits = new String(body, span.from(), span.to() - span.from(), StandardCharsets.US_ASCII);
        boolean canBe = digits.length() <= MOST_DIGITS && Long.parseLong(digits) >= count;
        return (canBe ? Long.toString(Long.parseLong(digits) - count) : digits).getBytes(StandardCharsets.US_ASCII);
    }
}
