package io.offerwallet.view;

import io.offerwallet.wallet.Offer.Span;
import java.util.ArrayList;
import java.util.List;

/** The parts of a JSON text that are kept, put together in one go: bodies are long, and copies of them were more than a quarter of a miss' garbage. */
final class Excerpt {

    private final byte[] text;
    private final List<Span> parts = new ArrayList<>();

    Excerpt(byte[] text) {
        this.text = text;
    }

    /** Keeps what stands there, after what is kept so far. */
    void keep(int from, int to) {
        if (from < to) {
            parts.add(new Span(from, to));
        }
    }

    /** If what is kept so far ends with a comma, and maybe white space, drops both. */
    void dropTrailingComma() {
        for (int part = parts.size() - 1; part >= 0; part--) {
            Span span = parts.get(part);
            int last = span.to() - 1;
            while (last >= span.from() && isWhitespace(text[last])) {
                last--;
            }
            if (last >= span.from()) {
                if (text[last] == ',') {
                    parts.subList(part, parts.size()).clear();
                    keep(span.from(), last);
                }
                return;
            }
        }
    }

    /** All that is kept. */
    byte[] all() {
        return with(new Span(0, 0), new byte[0]);
    }

    /** All that is kept, with {@code other} in the place of what stood at {@code replaced}, none of which was left out. */
    byte[] with(Span replaced, byte[] other) {
        int length = other.length - (replaced.to() - replaced.from());
        for (Span part : parts) {
            length += part.to() - part.from();
        }
        byte[] result = new byte[length];
        int position = 0;
        for (Span part : parts) {
            if (part.from() <= replaced.from() && replaced.to() <= part.to()) {
                position = copy(part.from(), replaced.from(), result, position);
                System.arraycopy(other, 0, result, position, other.length);
                position = copy(replaced.to(), part.to(), result, position + other.length);
            } else {
                position = copy(part.from(), part.to(), result, position);
            }
        }
        return result;
    }

    private int copy(int from, int to, byte[] target, int position) {
        System.arraycopy(text, from, target, position, to - from);
        return position + to - from;
    }

    static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
