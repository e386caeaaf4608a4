package io.offerwallet.cache;

import io.offerwallet.wallet.Held;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is held for one key, with the answers made ready from it.
 *
 * @param held what SessionM said
 * @param stamp tells whether it is still current
 * @param views ready answers, the newest last
 */
record Slot(Held held, Stamp stamp, List<View> views) {

    /** A message has a handful of parts that show a wallet differently; more would let one user fill the cache. */
    private static final int MOST_VIEWS = 4;

    /** Roughly what key, slot, list and map entry take beside the bytes. */
    private static final int OVERHEAD_BYTES = 400;

    private static final int OVERHEAD_BYTES_PER_VIEW = 120;

    Slot {
        views = List.copyOf(views);
    }

    static Slot of(Held held, Stamp stamp) {
        return new Slot(held, stamp, List.of());
    }

    Slot with(Object view, Prepared prepared) {
        List<View> kept = new ArrayList<>(views);
        kept.removeIf(other -> other.view().equals(view));
        if (kept.size() == MOST_VIEWS) {
            kept.remove(0);
        }
        kept.add(new View(view, prepared));
        return new Slot(held, stamp, kept);
    }

    Optional<Prepared> prepared(Object view) {
        for (View candidate : views) {
            if (candidate.view().equals(view)) {
                return Optional.of(candidate.prepared());
            }
        }
        return Optional.empty();
    }

    int weight() {
        long bytes = OVERHEAD_BYTES;
        if (held instanceof HeldWallet wallet) {
            bytes += wallet.body().length;
        }
        for (View view : views) {
            bytes += OVERHEAD_BYTES_PER_VIEW;
            if (!(held instanceof HeldWallet wallet) || view.prepared().bytes() != wallet.body()) {
                bytes += view.prepared().bytes().length;
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    /**
     * When something was put into memory.
     *
     * @param user what the user is known by among {@link PurgeMarks}
     * @param generation the user's purge generation before SessionM was asked
     * @param epoch the time without a break in which this process heard of every purge; 0 if nobody else purges
     */
    record Stamp(Object user, long generation, long epoch) {}

    /** A ready answer for one way of showing the wallet. */
    record View(Object view, Prepared prepared) {}
}
