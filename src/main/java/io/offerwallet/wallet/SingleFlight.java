package io.offerwallet.wallet;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Lets many callers share one piece of work per key while it is under way.
 *
 * <p>The work goes on when callers leave: who gives up early doesn't rob the others, and its result still fills the
 * cache. The work must end by itself.
 */
final class SingleFlight<K, V> {

    private final ConcurrentMap<K, Flight> flights = new ConcurrentHashMap<>();

    /** The work under way for {@code key}, or else {@code work}, which starts with the first subscriber. */
    Joined<V> join(K key, Supplier<Uni<V>> work) {
        Flight mine = new Flight(key, work);
        Flight flight = flights.putIfAbsent(key, mine);
        return flight == null ? new Joined<>(mine.result, true) : new Joined<>(flight.result, false);
    }

    /** How many pieces of work are under way. */
    int underWay() {
        return flights.size();
    }

    /**
     * A place in a flight.
     *
     * @param result what the work comes to
     * @param leader whether the caller is the one who started it
     */
    record Joined<V>(Uni<V> result, boolean leader) {}

    private final class Flight {
        private final Uni<V> result;

        Flight(K key, Supplier<Uni<V>> work) {
            // It is removed before its result is seen, so that who comes after the result starts anew.
            this.result = Uni.createFrom()
                    .deferred(work::get)
                    .onTermination()
                    .invoke(() -> flights.remove(key, this))
                    .memoize()
                    .indefinitely();
        }
    }
}
