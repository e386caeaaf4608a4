package io.offerwallet.wallet;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets many callers share one piece of work per key while it is under way. Thread-safe.
 *
 * <p>The work goes on when callers leave: who gives up early doesn't rob the others, and its result still fills the
 * cache. The work must end by itself.
 *
 * <p>Thousands wait here at once, so that it is lean: {@code Uni.memoize()} does the same, but takes several objects for each.
 */
final class SingleFlight<K, V> {

    private final ConcurrentMap<K, Flight> flights = new ConcurrentHashMap<>();

    /** Who waits for a piece of work, one at a time. Its methods are called once for each, on any thread, and don't throw. */
    abstract static class Passenger<V> {

        private @Nullable Passenger<V> before;

        /** @param leader whether the work was begun for this one */
        abstract void landed(V result, boolean leader);

        /** The work failed. */
        abstract void crashed(Throwable failure);
    }

    /** What a piece of work has come to for one who waited, and whether it was begun for that one. */
    record Landing<V>(V result, boolean leader) {}

    /** Waits for the work under way for {@code key}, or else begins {@code work}. */
    void board(K key, Supplier<Uni<V>> work, Passenger<V> passenger) {
        while (true) {
            Flight mine = new Flight(key, passenger);
            Flight other = flights.putIfAbsent(key, mine);
            if (other == null) {
                Uni.createFrom().deferred(work::get).subscribe().withSubscriber(mine);
                return;
            }
            if (other.take(passenger)) {
                return;
            }
        }
    }

    /** As {@link #board}, for who needn't be lean. */
    Uni<Landing<V>> join(K key, Supplier<Uni<V>> work) {
        return Uni.createFrom()
                .emitter(emitter -> board(key, work, new Passenger<>() {
                    @Override
                    void landed(V result, boolean leader) {
                        emitter.complete(new Landing<>(result, leader));
                    }

                    @Override
                    void crashed(Throwable failure) {
                        emitter.fail(failure);
                    }
                }));
    }

    /** How many pieces of work are under way. */
    int underWay() {
        return flights.size();
    }

    /** Refers to the last who boarded, and so to all; to nobody once it has landed. */
    private final class Flight extends AtomicReference<@Nullable Passenger<V>> implements UniSubscriber<V> {

        private static final long serialVersionUID = 1;

        private final transient K key;

        Flight(K key, Passenger<V> leader) {
            super(leader);
            this.key = key;
        }

        /** Whether it wasn't too late. */
        boolean take(Passenger<V> passenger) {
            while (true) {
                @Nullable Passenger<V> last = get();
                passenger.before = last;
                if (last == null) {
                    return false;
                }
                if (compareAndSet(last, passenger)) {
                    return true;
                }
            }
        }

        @Override
        public void onSubscribe(UniSubscription work) {}

        @Override
        public void onItem(V result) {
            land((passenger, leader) -> passenger.landed(result, leader));
        }

        @Override
        public void onFailure(Throwable failure) {
            land((passenger, leader) -> passenger.crashed(failure));
        }

        /** It is removed before its result is seen, so that who comes after the result starts anew. */
        private void land(BiConsumer<Passenger<V>, Boolean> telling) {
            flights.remove(key, this);
            @Nullable Passenger<V> next = inOrder(getAndSet(null));
            boolean leader = true;
            while (next != null) {
                Passenger<V> told = next;
                next = told.before;
                told.before = null;
                telling.accept(told, leader);
                leader = false;
            }
        }

        private @Nullable Passenger<V> inOrder(@Nullable Passenger<V> last) {
            @Nullable Passenger<V> first = null;
            @Nullable Passenger<V> next = last;
            while (next != null) {
                Passenger<V> moved = next;
                next = moved.before;
                moved.before = first;
                first = moved;
            }
            return first;
        }
    }
}
