package io.offerwallet.json;

import java.io.IOException;
import java.util.Arrays;

/** Which objects and arrays are open, one in another. */
final class Nesting {

    private final int deepest;
    private boolean[] objects = new boolean[16];
    private int depth;

    /** @param deepest how many may be open at once */
    Nesting(int deepest) {
        this.deepest = deepest;
    }

    int depth() {
        return depth;
    }

    /** Whether the innermost is an object. */
    boolean inObject() {
        return objects[depth - 1];
    }

    void open(boolean object) throws IOException {
        if (depth == deepest) {
            throw new IOException("The document is nested deeper than " + deepest + " levels.");
        }
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, 2 * depth);
        }
        objects[depth++] = object;
    }

    /** Leaves the innermost; whether it was an object. */
    boolean close() {
        depth--;
        return objects[depth];
    }
}
