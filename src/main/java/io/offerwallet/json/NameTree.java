package io.offerwallet.json;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of a document's objects, each below the one before it, to refuse one that comes twice in the same object.
 *
 * <p>A wallet's offers have the same names in the same order. All but the first walk the way that is there already: what stands
 * on it stands there once, and needn't be looked at again.
 */
final class NameTree {

    /** What {@link #follow} says if the way doesn't go there. */
    static final int NOT_KNOWN = -1;

    /** Comparing with more, one by one, would take too long. */
    private static final int FEW = 64;

    /** More than so many ways from one place on are no ways, but names that are data. */
    private static final int MOST_WAYS = 8;

    /** The tree stays small however many names a document has. */
    private static final int MOST_KNOWN = 1024;

    private final byte[] document;
    private final StringScan strings;

    /** The last name passed of the innermost object, or where that begins. */
    private Name current = new Name();

    /** The names whose values the open objects are. */
    private Name[] around = new Name[8];

    /** The names of each open object that has many, once it has left the way that was known. */
    private @Nullable Set<String>[] many = newSets(8);

    private int open;
    private int known;

    /** @param strings may be moved */
    NameTree(byte[] document, StringScan strings) {
        this.document = document;
        this.strings = strings;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Set<String>[] newSets(int length) {
        return (Set<String>[]) new Set[length];
    }

    /** A name in an object, after those above it. */
    private static final class Name {

        /** Null where an object begins. */
        final @Nullable Name above;

        final int from;
        final int to;
        final int hash;

        /** A bit for the hash of each name from the object's beginning: most have one that none before them has. */
        final long bits;

        /** Its place in the object, counted from 1. */
        final int place;

        private @Nullable String text;
        private @Nullable Name next;
        private @Nullable Name below;
        private int ways;

        /** Where the objects that are its value begin. */
        private @Nullable Name inside;

        Name() {
            this.above = null;
            this.from = 0;
            this.to = 0;
            this.hash = 0;
            this.bits = 0;
            this.place = 0;
        }

        Name(Name above, StringScan name) {
            this.above = above;
            this.from = name.from();
            this.to = name.to();
            this.hash = name.hash();
            this.bits = above.bits | bit(hash);
            this.place = above.place + 1;
        }

        static long bit(int hash) {
            return 1L << hash;
        }

        void lead(Name to) {
            to.next = below;
            below = to;
            ways++;
        }

        Name inside() {
            if (inside == null) {
                inside = new Name();
            }
            return inside;
        }
    }

    void open() {
        if (open == around.length) {
            around = Arrays.copyOf(around, 2 * open);
            many = Arrays.copyOf(many, 2 * open);
        }
        many[open] = null;
        around[open++] = current;
        current = current.inside();
    }

    void close() {
        current = around[--open];
    }

    /** Passes the name whose first character stands there, if it is known; returns the byte after its closing quote. */
    int follow(int at) {
        for (Name name = current.below; name != null; name = name.next) {
            int end = at + name.to - name.from;
            if (end < document.length && document[end] == '"' && StringScan.same(document, name.from, name.to, at)) {
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
        Name name = new Name(current, strings);
        if (current.ways < MOST_WAYS && known < MOST_KNOWN) {
            current.lead(name);
            known++;
        }
        current = name;
    }

    /** The name that {@link #follow} or {@link #add} took last. */
    String text() throws IOException {
        if (current.text == null) {
            strings.scan(current.from);
            current.text = strings.name();
        }
        return current.text;
    }

    private void refuseTwice() throws IOException {
        int hash = strings.hash();
        if ((current.bits & Name.bit(hash)) == 0) {
            return;
        }
        for (Name earlier = current; earlier.above != null; earlier = earlier.above) {
            if (earlier.hash == hash && text(earlier).equals(strings.text())) {
                throw twice();
            }
        }
    }

    private void refuseTwiceAmongMany() throws IOException {
        Set<String> all = many[open - 1];
        if (all == null) {
            all = new HashSet<>();
            for (Name earlier = current; earlier.above != null; earlier = earlier.above) {
                all.add(text(earlier));
            }
            many[open - 1] = all;
        }
        if (!all.add(strings.text())) {
            throw twice();
        }
    }

    private String text(Name name) {
        return strings.text(name.from, name.to);
    }

    private IOException twice() {
        return new IOException("A name comes twice, the second time at byte " + strings.from() + ".");
    }
}
