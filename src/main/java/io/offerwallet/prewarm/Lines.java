package io.offerwallet.prewarm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text in UTF-8, counted, each of bounded length. What isn't UTF-8 is read as replacement characters, which
 * are in no user id; it may stand in a column that nobody asks for.
 */
final class Lines {

    /** In characters; far more than a row of an export has. */
    static final int LONGEST = 64 * 1024;

    private static final int BUFFER = 64 * 1024;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int END = -1;

    private final Reader text;
    private final Deque<Line> pushedBack = new ArrayDeque<>();
    private long number;
    private int ahead = END;

    Lines(InputStream bytes) {
        this.text = new BufferedReader(
                new InputStreamReader(
                        bytes,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                BUFFER);
    }

    /** @param tooLong whether only its beginning is here */
    record Line(long number, String text, boolean tooLong) {}

    /** The next line without its end; null after the last. */
    @Nullable
    Line next() throws IOException {
        return pushedBack.isEmpty() ? read() : pushedBack.pop();
    }

    /** The next line with anything in it; null if there is none. */
    @Nullable
    Line nextFilled() throws IOException {
        Line line = next();
        while (line != null && line.text().isBlank()) {
            line = next();
        }
        return line;
    }

    /** Makes a line the next one again. */
    void pushBack(Line line) {
        pushedBack.push(line);
    }

    private @Nullable Line read() throws IOException {
        int c = character();
        if (number == 0 && c == BYTE_ORDER_MARK) {
            c = character();
        }
        if (c == END) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        boolean tooLong = false;
        while (c != END && c != '\n' && c != '\r') {
            if (line.length() < LONGEST) {
                line.append((char) c);
            } else {
                tooLong = true;
            }
            c = character();
        }
        if (c == '\r') {
            int next = character();
            ahead = next == '\n' ? END : next;
        }
        return new Line(++number, line.toString(), tooLong);
    }

    private int character() throws IOException {
        if (ahead != END) {
            int c = ahead;
            ahead = END;
            return c;
        }
        return text.read();
    }
}
