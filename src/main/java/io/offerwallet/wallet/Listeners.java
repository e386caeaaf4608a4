package io.offerwallet.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Those who listen to a room's events. Whatever one of them throws is logged and goes no further: listening never fails
 * a request.
 */
public final class Listeners<L> {

    private static final Logger LOG = Logger.getLogger(Listeners.class);

    private final List<L> listeners;

    public Listeners(Iterable<L> listeners) {
        List<L> all = new ArrayList<>();
        listeners.forEach(all::add);
        this.listeners = List.copyOf(all);
    }

    /** Tells every listener of an event. */
    public void tell(Consumer<L> event) {
        for (int i = 0; i < listeners.size(); i++) { // of the garbage of a hit, iterators were a visible part
            try {
                event.accept(listeners.get(i));
            } catch (RuntimeException bug) {
                LOG.error("A listener failed; the request it listened to goes on.", bug);
            }
        }
    }
}
