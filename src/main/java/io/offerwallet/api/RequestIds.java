package io.offerwallet.api;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request is called in its answer and in the log. */
final class RequestIds {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final HexFormat HEX = HexFormat.of();

    /** Bytes; the id has two hex digits for each. */
    private static final int LENGTH = 16;

    private RequestIds() {}

    /** The caller's own, if it is harmless in a log and a header; otherwise a new one. */
    static String of(@Nullable String given) {
        if (given != null && HARMLESS.matcher(given).matches()) {
            return given;
        }
        byte[] random = new byte[LENGTH];
        ThreadLocalRandom.current().nextBytes(random);
        return HEX.formatHex(random);
    }
}
