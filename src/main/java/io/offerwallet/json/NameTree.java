package io.offerwallet.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of objects in the order in which documents had them, each below the one before it. On no way down does a name come twice.
 *
 * <p>SessionM's wallets have the same names in the same order, so whoever walks a way that is there already needn't ask whether a name is new
 * to its object, nor make its text. What is here is a matter of the order in which documents came, and of chance: names that are none of the tree's
 * are looked at one by one. Thread-safe.
 */
final class NameTree {

    /** More than so many ways from one place on are no ways, but names that are data. */
    private static final int MOST_WAYS = 8;

    /** The tree stays small, however many names documents have. */
    private static final int MOST_NAMES = 1024;

    private static final int LONGEST_NAME = 64;

    private static volatile NameTree latest = new NameTree();

    final Name root = Name.beginning(true);
    private volatile int size;

    /** That of all documents; a new one when it is full, so that names which nobody uses any more don't stay for good. */
    static NameTree latest() {
        NameTree tree = latest;
        if (tree.size >= MOST_NAMES) {
            tree = new NameTree();
            latest = tree;
        }
        return tree;
    }

    /** The name that comes after another, which it isn't one of; known from now on if there is room for it. */
    Name add(Name above, StringScan name) {
        boolean mayBeKnown = above.known && name.to() - name.from() <= LONGEST_NAME && hasRoom(above);
        return mayBeKnown ? addKnown(above, name) : passing(above, name);
    }

    private boolean hasRoom(Name above) {
        int ways = 0;
        for (@Nullable Name way = above.below; way != null; way = way.next) {
            ways++;
        }
        return ways < MOST_WAYS && size < MOST_NAMES;
    }

    private synchronized Name addKnown(Name above, StringScan name) {
        byte[] written = name.written();
        for (@Nullable Name way = above.below; way != null; way = way.next) {
            if (Arrays.equals(way.written, written)) {
                return way; // another thread was faster
            }
        }
        if (!hasRoom(above)) {
            return passing(above, name); // and it took the room
        }
        Name added = Name.known(above, written, name.name(), name.hash());
        above.below = added;
        size++;
        return added;
    }

    private static Name passing(Name above, StringScan name) {
        return Name.passing(above, name.name(), name.hash());
    }

    /** Where objects begin that are the value of this name. */
    Name inside(Name name) {
        @Nullable Name inside = name.inside;
        return inside == null ? addInside(name) : inside;
    }

    private synchronized Name addInside(Name name) {
        @Nullable Name inside = name.inside;
        if (inside == null) {
            inside = Name.beginning(name.known);
            name.inside = inside;
        }
        return inside;
    }
}
