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
 * @param generation the user's purge generation before SessionM was asked
 * @param views ready answers, the newest last
 */
record Slot(Held held, long generation, List<View> views) {

    /** A message has a handful of parts that show a wallet differently; more would let one user fill the cache. */
    private static final int MOST_VIEWS = 4;

    /** Roughly what key, slot, list and map entry take beside the bytes. */
    private static final int OVERHEAD_BYTES = 400;

    private static final int OVERHEAD_BYTES_PER_VIEW = 120;

    Slot {
        views = List.copyOf(views);
    }

    static Slot of(Held held, long generation) {
        return new Slot(held, generation, List.of());
    }

    Slot with(Object view, Prepared prepared) {
        List<View> kept = new ArrayList<>(views);
        kept.removeIf(other -> other.view().equals(view));
        if (kept.size() == MOST_VIEWS) {
            kept.remove(0);
        }
        kept.add(new View(view, prepared));
        return new Slot(held, generation, kept);
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

    /** A ready answer for one way of showing the wallet. */
    record View(Object view, Prepared prepared) {}
}
