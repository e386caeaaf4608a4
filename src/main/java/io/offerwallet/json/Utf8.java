package io.offerwallet.json;

import java.io.IOException;

/** UTF-8 as RFC 3629 has it: no character in more bytes than it needs, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {

    private static final int CONTINUES_FROM = 0x80;
    private static final int CONTINUES_TO = 0xBF;

    private Utf8() {}

    /** The byte after the character of two or more bytes that begins there. */
    static int pastCharacter(byte[] bytes, int at) throws IOException {
        int first = bytes[at] & 0xFF;
        int length = length(first);
        if (length == 0 || at + length > bytes.length || !isSecond(first, bytes[at + 1] & 0xFF)) {
            throw malformed(at);
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != CONTINUES_FROM) {
                throw malformed(at);
            }
        }
        return at + length;
    }

    private static int length(int first) {
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        if (first < 0xE0) {
            return 2;
        }
        return first < 0xF0 ? 3 : 4;
    }

    private static boolean isSecond(int first, int second) {
        int least =
                switch (first) {
                    case 0xE0 -> 0xA0;
                    case 0xF0 -> 0x90;
                    default -> CONTINUES_FROM;
                };
        int most =
                switch (first) {
                    case 0xED -> 0x9F;
                    case 0xF4 -> 0x8F;
                    default -> CONTINUES_TO;
                };
        return second >= least && second <= most;
    }

    private static IOException malformed(int at) {
        return new IOException("This is no UTF-8, at byte " + at + ".");
    }
}
