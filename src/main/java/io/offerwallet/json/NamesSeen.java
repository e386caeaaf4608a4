package io.offerwallet.json;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of the objects that are open, to refuse one that comes twice in the same. */
final class NamesSeen {

    /** Comparing with more, one by one, would take too long. */
    private static final int FEW = 64;

    private static final int FIRST_GUESS = 64;

    private final StringScan strings;
    private final byte[] document;

    private int[] hashes = new int[FIRST_GUESS];
    /** Where each begins and ends, one after the other. */
    private int[] places = new int[2 * FIRST_GUESS];

    private int count;

    /** Where the names of each open object begin. */
    private int[] objects = new int[8];

    /** Of each open object a bit for each hash: most names have one that none before them has, and needn't be compared. */
    private long[] bits = new long[8];

    private int open;

    /** The names of each open object that has many. */
    private @Nullable Set<String>[] many = newSets(8);

    NamesSeen(byte[] document) {
        this.document = document;
        this.strings = new StringScan(document);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Set<String>[] newSets(int length) {
        return (Set<String>[]) new Set[length];
    }

    void open() {
        if (open == objects.length) {
            objects = Arrays.copyOf(objects, 2 * open);
            bits = Arrays.copyOf(bits, 2 * open);
            many = Arrays.copyOf(many, 2 * open);
        }
        many[open] = null;
        bits[open] = 0;
        objects[open++] = count;
    }

    void close() {
        count = objects[--open];
    }

    /** Takes the name that was passed last. */
    void add(StringScan name) throws IOException {
        if (count - objects[open - 1] >= FEW) {
            addToMany(name);
            return;
        }
        int hash = name.hash();
        long bit = 1L << hash;
        if ((bits[open - 1] & bit) != 0) {
            refuseTwice(hash, name);
        }
        bits[open - 1] |= bit;
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
            places = Arrays.copyOf(places, 4 * count);
        }
        hashes[count] = hash;
        places[2 * count] = name.from();
        places[2 * count + 1] = name.to();
        count++;
    }

    private void refuseTwice(int hash, StringScan name) throws IOException {
        for (int i = objects[open - 1]; i < count; i++) {
            if (hashes[i] == hash && isSame(i, name)) {
                throw twice(name);
            }
        }
    }

    private void addToMany(StringScan name) throws IOException {
        Set<String> all = many[open - 1];
        if (all == null) {
            all = new HashSet<>();
            for (int i = objects[open - 1]; i < count; i++) {
                all.add(strings.text(places[2 * i], places[2 * i + 1]));
            }
            many[open - 1] = all;
        }
        if (!all.add(name.text())) {
            throw twice(name);
        }
    }

    private boolean isSame(int earlier, StringScan name) {
        int from = places[2 * earlier];
        int to = places[2 * earlier + 1];
        return Arrays.equals(document, from, to, document, name.from(), name.to())
                || ((!name.verbatim() || hasEscapes(from, to))
                        && strings.text(from, to).equals(name.text()));
    }

    private boolean hasEscapes(int from, int to) {
        for (int i = from; i < to; i++) {
            if (document[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private static IOException twice(StringScan name) {
        return new IOException("A name comes twice, the second time at byte " + name.from() + ".");
    }
}
