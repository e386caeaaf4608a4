package io.offerwallet.view;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads numbers of points, and nothing that would take a page to write out. */
final class Points {

    private static final int LONGEST = 40;
    /** {@code 1e999999999} is short to send and a gigabyte to print. */
    private static final int LARGEST_SCALE = 30;

    private Points() {}

    /** The number; null if the text is none, or one of more digits than anybody's points have. */
    static @Nullable BigDecimal parse(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(stripped);
            return Math.abs((long) number.scale()) <= LARGEST_SCALE ? number : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
