package io.offerwallet.sessionm;

import io.offerwallet.wallet.Failure;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * So many calls may be under way at once; others wait in line, first come, first served, and behind them who has time, for
 * whom there is only a part of the places. Thread-safe.
 *
 * <p>A bulkhead of SmallRye's does the same, but remembers some 2 kB of each call that waits, and thousands do.
 */
final class Places {

    private final int limit;
    private final int spareLimit;
    private final int longestLine;
    private final Deque<Runnable> line = new ArrayDeque<>();
    private final Deque<Runnable> spareLine = new ArrayDeque<>();
    private int taken;

    /** How often somebody found that another is letting calls in already; that one then looks again. */
    private final AtomicInteger rounds = new AtomicInteger();

    /**
     * @param longestLine how many may wait; more fail as overloaded
     * @param sparePart up to which part of the places those are taken that nobody waits for, more than 0 and at most 1
     */
    Places(int limit, int longestLine, double sparePart) {
        if (limit < 1 || longestLine < 0) {
            throw new IllegalArgumentException(
                    "There must be one place or more, and a line can't be shorter than nothing," + " but they are "
                            + limit + " and " + longestLine + ".");
        }
        if (!(sparePart > 0 && sparePart <= 1)) {
            throw new IllegalArgumentException(
                    "The spare part must be more than 0 and at most 1, but is " + sparePart + ".");
        }
        this.limit = limit;
        this.longestLine = longestLine;
        this.spareLimit = Math.max(1, (int) (limit * sparePart));
    }

    /**
     * Makes the call when there is a place for it, which it keeps until it has ended. It is made even if nobody waits for
     * it any more: whoever shares the result of a call may come and go.
     */
    <T> Uni<T> call(Supplier<Uni<T>> call) {
        return Uni.createFrom().emitter(caller -> {
            Runnable placed = () -> Uni.createFrom()
                    .deferred(call::get)
                    .subscribe()
                    .with(
                            result -> {
                                leave();
                                caller.complete(result);
                            },
                            failure -> {
                                leave();
                                caller.fail(failure);
                            });
            if (lineUp(placed)) {
                letIn();
            } else {
                caller.fail(new SessionMFailure(Failure.OVERLOADED));
            }
        });
    }

    /** A place that somebody keeps. */
    final class Place {

        private final AtomicBoolean left = new AtomicBoolean();

        /** A second time does nothing. */
        void leave() {
            if (left.compareAndSet(false, true)) {
                Places.this.leave();
            }
        }
    }

    /** A place when others leave some. Who asked takes it and leaves it, and doesn't cancel. */
    Uni<Place> spare() {
        return Uni.createFrom().emitter(caller -> {
            synchronized (this) {
                spareLine.addLast(() -> caller.complete(new Place()));
            }
            letIn();
        });
    }

    /** How many wait for a place; who stands in line only until the one before has been let in doesn't. */
    synchronized int waiting() {
        return Math.max(0, taken + line.size() - limit);
    }

    private synchronized boolean lineUp(Runnable call) {
        boolean room = taken + line.size() < (long) limit + longestLine;
        return room && line.offerLast(call);
    }

    private void leave() {
        synchronized (this) {
            taken--;
        }
        letIn();
    }

    /** Not by recursion: of thousands whose time is over, each would end within the one before. */
    private void letIn() {
        if (rounds.getAndIncrement() > 0) {
            return;
        }
        do {
            for (@Nullable Runnable next = next(); next != null; next = next()) {
                next.run();
            }
        } while (rounds.decrementAndGet() > 0);
    }

    private synchronized @Nullable Runnable next() {
        Deque<Runnable> turn = line.isEmpty() ? spareLine : line;
        if (taken >= (turn == line ? limit : spareLimit) || turn.isEmpty()) {
            return null;
        }
        taken++;
        return turn.pollFirst();
    }
}
