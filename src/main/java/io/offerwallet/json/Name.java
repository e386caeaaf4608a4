package io.offerwallet.json;

import org.jspecify.annotations.Nullable;

/** A name in an object, after those above it; or the place where an object begins, which has none. */
final class Name {

    private static final byte[] NONE = {};

    /** Null where an object begins. */
    final @Nullable Name above;

    /** As it stands between its quotes. Only names of the tree are looked for by it; others have none. */
    final byte[] written;

    final String text;
    final int hash;

    /** A bit for the hash of each name from the object's beginning: most have one that none before them has. */
    final long bits;

    /** Its place in the object, counted from 1. */
    final int place;

    /** Whether it is one of the tree's, which all documents see. */
    final boolean known;

    /** Another name that came in this place. */
    final @Nullable Name next;

    /** The last of the names that came after this. */
    volatile @Nullable Name below;

    /** Where the objects that are its value begin. */
    volatile @Nullable Name inside;

    private Name(@Nullable Name above, byte[] written, String text, int hash, boolean known, @Nullable Name next) {
        this.above = above;
        this.written = written;
        this.text = text;
        this.hash = hash;
        this.bits = above == null ? 0 : above.bits | bit(hash);
        this.place = above == null ? 0 : above.place + 1;
        this.known = known;
        this.next = next;
    }

    static Name beginning(boolean known) {
        return new Name(null, NONE, "", 0, known, null);
    }

    /** One of the tree's, in the place of those that came there before. */
    static Name known(Name above, byte[] written, String text, int hash) {
        return new Name(above, written, text, hash, true, above.below);
    }

    /** One that is of use for its own document only. */
    static Name passing(Name above, String text, int hash) {
        return new Name(above, NONE, text, hash, false, null);
    }

    static long bit(int hash) {
        return 1L << hash;
    }
}
