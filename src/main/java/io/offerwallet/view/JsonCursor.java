package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a JSON document that knows at which byte each value begins and ends.
 *
 * <p>Refuses, by {@link IOException}, what two readers could understand differently: a name that comes twice in an
 * object, and nesting deeper than any wallet has.
 */
final class JsonCursor implements Closeable {

    private static final int MAX_NESTING = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Strings and numbers can't be longer than the body, which is bounded where it is fetched.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            // Jackson would take zero bytes for UTF-16, and knows no byte offsets there.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final JsonParser parser;
    private final int base;

    /** Before the first value of a document in UTF-8, which may begin with a byte order mark. */
    JsonCursor(byte[] document) throws IOException {
        this.base = startsWithMark(document) ? BYTE_ORDER_MARK.length : 0;
        this.parser = FACTORY.createParser(document, base, document.length - base);
    }

    /** Steps to the next token; null at the end of the document. */
    @Nullable
    JsonToken next() throws IOException {
        return parser.nextToken();
    }

    /** Inside an object: steps onto the value of the next field and returns its name; null at the object's end. */
    @Nullable
    String nextField() throws IOException {
        String name = parser.nextFieldName();
        if (name != null) {
            parser.nextToken();
        }
        return name;
    }

    /** Inside an array: steps to the next element; false at the array's end. */
    boolean nextElement() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    JsonToken token() {
        return parser.currentToken();
    }

    boolean at(JsonToken token) {
        return parser.hasToken(token);
    }

    /** The characters of the string, number or literal that the cursor stands on. */
    String text() throws IOException {
        return parser.getText();
    }

    /** Where the value that the cursor stands on begins. */
    int from() {
        return base + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Steps to the last token of the value that the cursor stands on and returns the byte after it. */
    int skip() throws IOException {
        parser.skipChildren();
        // A string is read lazily, and only once it is read is its end known.
        parser.finishToken();
        return base + (int) parser.currentLocation().getByteOffset();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private static boolean startsWithMark(byte[] document) {
        return document.length >= BYTE_ORDER_MARK.length
                && document[0] == BYTE_ORDER_MARK[0]
                && document[1] == BYTE_ORDER_MARK[1]
                && document[2] == BYTE_ORDER_MARK[2];
    }
}
