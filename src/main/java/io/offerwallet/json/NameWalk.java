package io.offerwallet.json;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A document's way through the {@link NameTree}, which refuses a name that comes twice in the same object. For one thread. */
final class NameWalk {

    /** What {@link #follow} says if the way doesn't go there. */
    static final int NOT_KNOWN = -1;

    /** Comparing with more, one by one, would take too long. */
    private static final int FEW = 64;

    private final byte[] document;
    private final StringScan strings;
    private final NameTree tree;

    /** The last name passed of the innermost object, or where that begins. */
    private Name current;

    /** The names whose values the open objects are. */
    private Name[] around = new Name[8];

    /** The names of each open object that has many, once it has left the way that was known. */
    private @Nullable Set<String>[] many = newSets(8);

    private int open;

    /** @param strings is where the name stands that {@link #add} takes */
    NameWalk(byte[] document, StringScan strings, NameTree tree) {
        this.document = document;
        this.strings = strings;
        this.tree = tree;
        this.current = tree.root;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Set<String>[] newSets(int length) {
        return (Set<String>[]) new Set[length];
    }

    void open() {
        if (open == around.length) {
            around = Arrays.copyOf(around, 2 * open);
            many = Arrays.copyOf(many, 2 * open);
        }
        many[open] = null;
        around[open++] = current;
        current = tree.inside(current);
    }

    void close() {
        current = around[--open];
    }

    /** Passes the name whose first character stands there, if it is known; returns the byte after its closing quote. */
    int follow(int at) {
        for (@Nullable Name name = current.below; name != null; name = name.next) {
            int end = at + name.written.length;
            if (end < document.length && document[end] == '"' && StringScan.same(name.written, document, at)) {
                current = name;
                return end + 1;
            }
        }
        return NOT_KNOWN;
    }

    /** Takes the name that was passed last. */
    void add() throws IOException {
        if (current.place < FEW) {
            refuseTwice();
        } else {
            refuseTwiceAmongMany();
        }
        current = tree.add(current, strings);
    }

    /** The name that {@link #follow} or {@link #add} took last. */
    String text() {
        return current.text;
    }

    private void refuseTwice() throws IOException {
        int hash = strings.hash();
        if ((current.bits & Name.bit(hash)) == 0) {
            return;
        }
        for (Name earlier = current; earlier.above != null; earlier = earlier.above) {
            if (earlier.hash == hash && earlier.text.equals(strings.text())) {
                throw twice();
            }
        }
    }

    private void refuseTwiceAmongMany() throws IOException {
        Set<String> all = many[open - 1];
        if (all == null) {
            all = new HashSet<>();
            for (Name earlier = current; earlier.above != null; earlier = earlier.above) {
                all.add(earlier.text);
            }
            many[open - 1] = all;
        }
        if (!all.add(strings.text())) {
            throw twice();
        }
    }

    private IOException twice() {
        return new IOException("A name comes twice, the second time at byte " + strings.from() + ".");
    }
}
