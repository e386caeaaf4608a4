package io.offerwallet.json;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The string of a document that was passed last: where it stands, and what it says if somebody wants to know. */
final class StringScan {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * EACH;
    private static final long BACKSLASHES = '\\' * EACH;
    private static final long BLANKS = ' ' * EACH;

    /**
     * Names come again and again. Which of them are here is left to chance, and to races: each is as good as a new one. Two have
     * a place together, so that they don't drive each other out.
     */
    private static final @Nullable Known[] KNOWN = new Known[1024];

    private static final int LONGEST_KNOWN = 48;

    /** An odd number whose bits are spread evenly; the golden ratio has them. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int HEX = 16;
    private static final int UNICODE_ESCAPE = 6;

    private final byte[] document;
    private int from;
    private int to;
    private boolean escapes;
    private boolean ascii;
    private int hash;
    private boolean hashed;

    @SuppressWarnings("ArrayRecordComponent") // Compared with a part of a document.
    private record Known(String name, byte[] bytes) {}

    StringScan(byte[] document) {
        this.document = document;
    }

    /** Passes the string whose first character stands there; returns the byte after its closing quote. */
    int scan(int start) throws IOException {
        from = start;
        escapes = false;
        ascii = true;
        hashed = false;
        int at = start;
        while (true) {
            at = plain(at);
            if (at >= document.length) {
                throw new IOException("The document ends within a string.");
            }
            byte next = document[at];
            if (next == '"') {
                to = at;
                return at + 1;
            }
            if (next == '\\') {
                escapes = true;
                at = pastEscape(at);
            } else if (next < 0) {
                ascii = false;
                at = Utf8.pastCharacter(document, at);
            } else {
                throw new IOException("There is a control character in a string, at byte " + at + ".");
            }
        }
    }

    /** The next byte that isn't simply one of the string's characters. */
    private int plain(int start) {
        int at = start;
        while (at <= document.length - Long.BYTES) {
            long special = special((long) EIGHT.get(document, at));
            if (special != 0) {
                return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < document.length && document[at] >= ' ' && document[at] != '"' && document[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The lowest bit that is set belongs to the first byte that is a quote, a backslash, a control, or not of ASCII. */
    private static long special(long eight) {
        long quotes = eight ^ QUOTES;
        long backslashes = eight ^ BACKSLASHES;
        return (eight
                        | ((quotes - EACH) & ~quotes)
                        | ((backslashes - EACH) & ~backslashes)
                        | ((eight - BLANKS) & ~eight))
                & HIGHEST_BITS;
    }

    private int pastEscape(int at) throws IOException {
        int kind = at + 1 < document.length ? document[at + 1] : -1;
        switch (kind) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 2;
            }
            case 'u' -> {
                if (at + UNICODE_ESCAPE <= document.length) {
                    unit(at);
                    return at + UNICODE_ESCAPE;
                }
            }
            default -> {}
        }
        throw new IOException("There is no such escape, at byte " + at + ".");
    }

    /** What an escape with four hexadecimal digits stands for. */
    private char unit(int at) throws IOException {
        int unit = 0;
        for (int i = at + 2; i < at + UNICODE_ESCAPE; i++) {
            int digit = document[i] < 0 ? -1 : Character.digit(document[i], HEX);
            if (digit < 0) {
                throw new IOException("An escape isn't hexadecimal, at byte " + at + ".");
            }
            unit = unit * HEX + digit;
        }
        return (char) unit;
    }

    /**
     * Whether these bytes stand there; the document must be long enough. By hand: names are short, and what {@link Arrays#equals} does
     * before it compares takes the native binary as long as comparing.
     */
    static boolean same(byte[] name, byte[] document, int there) {
        int at = 0;
        for (; at <= name.length - Long.BYTES; at += Long.BYTES) {
            if ((long) EIGHT.get(name, at) != (long) EIGHT.get(document, there + at)) {
                return false;
            }
        }
        for (; at < name.length; at++) {
            if (name[at] != document[there + at]) {
                return false;
            }
        }
        return true;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** A copy of its bytes, as they stand in the document. */
    byte[] written() {
        return Arrays.copyOfRange(document, from, to);
    }

    /** Whether the characters are their bytes, and nothing else. */
    boolean verbatim() {
        return ascii && !escapes;
    }

    /** The same for the same text, however that is written. */
    int hash() {
        if (!hashed) {
            byte[] text = verbatim() ? document : text().getBytes(StandardCharsets.UTF_8);
            hash = verbatim() ? hash(text, from, to) : hash(text, 0, text.length);
            hashed = true;
        }
        return hash;
    }

    /** Eight bytes at a time, the last eight maybe for the second time. */
    private static int hash(byte[] bytes, int from, int to) {
        int length = to - from;
        long hash = length;
        if (length < Long.BYTES) {
            long few = 0;
            for (int at = from; at < to; at++) {
                few = few << Byte.SIZE | bytes[at];
            }
            hash = (hash ^ few) * SPREAD;
        } else {
            for (int at = from; at < to - Long.BYTES; at += Long.BYTES) {
                hash = (hash ^ (long) EIGHT.get(bytes, at)) * SPREAD;
            }
            hash = (hash ^ (long) EIGHT.get(bytes, to - Long.BYTES)) * SPREAD;
        }
        return (int) (hash >>> Integer.SIZE);
    }

    /** As a name, half of a surrogate pair could not be written again, nor be asked for. */
    void requireName() throws IOException {
        if (escapes && !isWellFormed(text())) {
            throw new IOException("Half of a surrogate pair is in a name, at byte " + from + ".");
        }
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** As {@link #text}, but not made again if there is one. */
    String name() {
        if (!verbatim() || to - from > LONGEST_KNOWN) {
            return text();
        }
        int place = hash() & (KNOWN.length - 2);
        Known latest = KNOWN[place];
        if (latest != null && isHere(latest)) {
            return latest.name();
        }
        Known earlier = KNOWN[place + 1];
        if (earlier != null && isHere(earlier)) {
            return earlier.name();
        }
        KNOWN[place + 1] = latest;
        String name = ascii(document, from, to);
        KNOWN[place] = new Known(name, Arrays.copyOfRange(document, from, to));
        return name;
    }

    private boolean isHere(Known known) {
        return Arrays.equals(known.bytes(), 0, known.bytes().length, document, from, to);
    }

    String text() {
        return text(from, to);
    }

    /** The text of a string that stands between these bytes. */
    String text(int start, int end) {
        int escape = escapeIn(start, end);
        if (escape == end) {
            return new String(document, start, end - start, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(end - start);
        int at = start;
        while (escape < end) {
            text.append(new String(document, at, escape - at, StandardCharsets.UTF_8));
            at = append(text, escape);
            escape = escapeIn(at, end);
        }
        return text.append(new String(document, at, end - at, StandardCharsets.UTF_8))
                .toString();
    }

    private int escapeIn(int start, int end) {
        int at = start;
        while (at < end && document[at] != '\\') {
            at++;
        }
        return at;
    }

    private int append(StringBuilder text, int escape) {
        switch (document[escape + 1]) {
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                try {
                    text.append(unit(escape));
                } catch (IOException wasPassed) {
                    throw new IllegalStateException(wasPassed);
                }
                return escape + UNICODE_ESCAPE;
            }
            default -> text.append((char) document[escape + 1]);
        }
        return escape + 2;
    }

    static String ascii(byte[] document, int from, int to) {
        return new String(document, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
