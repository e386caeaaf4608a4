package io.offerwallet.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A walk through one JSON document in UTF-8 that knows at which byte each value begins and ends.
 *
 * <p>Takes what RFC 8259 allows and nothing else, may it be walked through or skipped; of what it skips it makes no objects.
 * Refuses by {@link IOException}, some of it on request, what two readers could understand differently: bytes that are no
 * UTF-8, a name that comes twice in an object, and nesting deeper than any wallet has.
 *
 * <p>By hand: Jackson passes over some malformed sequences in strings it skips, so that every body was looked at twice, and
 * what it makes of a document on the way was most of what a miss cost. For one thread.
 */
public final class JsonCursor {

    /** Enough for any wallet. */
    public static final int USUAL_NESTING = 100;

    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] document;
    private final StringScan strings;
    private final @Nullable NameWalk names;
    private final Nesting nesting;
    private JsonToken token = JsonToken.NOT_AVAILABLE;
    private int position;
    private int from;

    private JsonCursor(byte[] document, int deepest, boolean namesOnce) {
        this.document = document;
        this.strings = new StringScan(document);
        this.names = namesOnce ? new NameWalk(document, strings, NameTree.latest()) : null;
        this.nesting = new Nesting(deepest);
        this.position = startsWithMark(document) ? BYTE_ORDER_MARK.length : 0;
    }

    /** Before the first value of a document, which may begin with a byte order mark. */
    public static JsonCursor strict(byte[] document) {
        return new JsonCursor(document, USUAL_NESTING, true);
    }

    /** The same, but in this document a name may come twice, and it may be nested so deep. */
    public static JsonCursor lenient(byte[] document, int deepest) {
        return new JsonCursor(document, deepest, false);
    }

    /** Steps onto the document's value. */
    public JsonToken open() throws IOException {
        value();
        return token;
    }

    /** Behind the document's value: whether nothing but blanks follows. */
    public boolean atEnd() {
        for (int i = position; i < document.length; i++) {
            if (!isBlank(document[i])) {
                return false;
            }
        }
        return nesting.depth() == 0;
    }

    /** Inside an object: steps onto the value of the next field and returns its name; null at the object's end. */
    public @Nullable String nextField() throws IOException {
        if (!stepToName()) {
            return null;
        }
        String name = names == null ? strings.name() : names.text();
        stepToValue();
        return name;
    }

    /** Inside an array: steps to the next element; false at the array's end. */
    public boolean nextElement() throws IOException {
        boolean first = token == JsonToken.START_ARRAY;
        byte next = visible();
        if (next == ']') {
            close(JsonToken.END_ARRAY);
            return false;
        }
        if (first) {
            position--;
        } else {
            require(next == ',');
        }
        value();
        return true;
    }

    public JsonToken token() {
        return token;
    }

    public boolean at(JsonToken expected) {
        return token == expected;
    }

    /** The characters of the string, number or literal that the cursor stands on. */
    public String text() {
        return token == JsonToken.VALUE_STRING
                ? strings.text()
                : StringScan.ascii(document, from, position); // it has not been stepped beyond
    }

    /** Where the value that the cursor stands on begins. */
    public int from() {
        return from;
    }

    /** Steps to the last token of the value that the cursor stands on and returns the byte after it. */
    public int skip() throws IOException {
        if (token.isStructStart()) {
            int outside = nesting.depth() - 1;
            while (nesting.depth() > outside) {
                if (!nesting.inObject()) {
                    nextElement();
                } else if (stepToName()) {
                    stepToValue();
                }
            }
        }
        return position;
    }

    private boolean stepToName() throws IOException {
        boolean first = token == JsonToken.START_OBJECT;
        byte next = visible();
        if (next == '}') {
            close(JsonToken.END_OBJECT);
            return false;
        }
        if (!first) {
            require(next == ',');
            next = visible();
        }
        require(next == '"');
        int end = names == null ? NameWalk.NOT_KNOWN : names.follow(position);
        if (end == NameWalk.NOT_KNOWN) {
            position = strings.scan(position);
            strings.requireName();
            if (names != null) {
                names.add();
            }
        } else {
            position = end;
        }
        return true;
    }

    private void stepToValue() throws IOException {
        require(visible() == ':');
        value();
    }

    private void value() throws IOException {
        byte first = visible();
        from = position - 1;
        switch (first) {
            case '"' -> {
                token = JsonToken.VALUE_STRING;
                position = strings.scan(position);
            }
            case '{' -> open(JsonToken.START_OBJECT);
            case '[' -> open(JsonToken.START_ARRAY);
            case 't' -> literal(TRUE, JsonToken.VALUE_TRUE);
            case 'f' -> literal(FALSE, JsonToken.VALUE_FALSE);
            case 'n' -> literal(NULL, JsonToken.VALUE_NULL);
            default -> number(first);
        }
    }

    private void open(JsonToken start) throws IOException {
        token = start;
        nesting.open(start == JsonToken.START_OBJECT);
        if (names != null && start == JsonToken.START_OBJECT) {
            names.open();
        }
    }

    private void close(JsonToken end) throws IOException {
        token = end;
        require(nesting.close() == (end == JsonToken.END_OBJECT));
        if (names != null && end == JsonToken.END_OBJECT) {
            names.close();
        }
    }

    private void literal(byte[] word, JsonToken itsToken) throws IOException {
        token = itsToken;
        int end = from + word.length;
        require(end <= document.length && Arrays.equals(document, from, end, word, 0, word.length));
        position = end;
    }

    private void number(byte first) throws IOException {
        token = JsonToken.VALUE_NUMBER_INT;
        byte digit = first;
        if (first == '-') {
            require(position < document.length);
            digit = document[position++];
        }
        require(isDigit(digit));
        if (digit != '0') {
            passDigits();
        }
        if (passes('.', '.')) {
            token = JsonToken.VALUE_NUMBER_FLOAT;
            require(passDigits());
        }
        if (passes('e', 'E')) {
            token = JsonToken.VALUE_NUMBER_FLOAT;
            passes('+', '-');
            require(passDigits());
        }
    }

    private boolean passes(char one, char other) {
        boolean passes = position < document.length && (document[position] == one || document[position] == other);
        position += passes ? 1 : 0;
        return passes;
    }

    /** Whether there are any. */
    private boolean passDigits() {
        int before = position;
        while (position < document.length && isDigit(document[position])) {
            position++;
        }
        return position > before;
    }

    /** Steps behind the next byte that is no blank. */
    private byte visible() throws IOException {
        while (position < document.length) {
            byte next = document[position++];
            if (next > ' ') {
                return next;
            }
            require(isBlank(next));
        }
        throw new IOException("The document isn't whole.");
    }

    private void require(boolean held) throws IOException {
        if (!held) {
            throw noJson();
        }
    }

    /** By itself, so that what is asked for every byte stays small enough to become part of who asks. */
    private IOException noJson() {
        return new IOException("This is no JSON, before byte " + position + ".");
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean startsWithMark(byte[] document) {
        return document.length >= BYTE_ORDER_MARK.length
                && document[0] == BYTE_ORDER_MARK[0]
                && document[1] == BYTE_ORDER_MARK[1]
                && document[2] == BYTE_ORDER_MARK[2];
    }
}
