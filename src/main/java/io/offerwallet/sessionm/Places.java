package io.offerwallet.sessionm;

import io.offerwallet.sessionm.EvenLine.Lane;
import io.offerwallet.wallet.Failure;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * So many calls may be under way at once; others wait {@linkplain EvenLine in line}, and behind them who has time, for whom there
 * is only a part of the places. Thread-safe.
 *
 * <p>A bulkhead of SmallRye's does the same, but remembers some 2 kB of each call that waits, and thousands do.
 */
final class Places {

    private final int limit;
    private final int spareLimit;
    private final int longestLine;
    private final EvenLine line;
    private final Deque<Runnable> spareLine = new ArrayDeque<>();
    private int taken;

    /** How often somebody found that another is letting calls in already; that one then looks again. */
    private final AtomicInteger rounds = new AtomicInteger();

    /**
     * @param longestLine how many may wait; more fail as overloaded
     * @param sparePart up to which part of the places those are taken that nobody waits for, more than 0 and at most 1
     */
    Places(int limit, int longestLine, double sparePart, LongSupplier nanoClock) {
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
        this.line = new EvenLine(nanoClock);
        this.longestLine = longestLine;
        this.spareLimit = Math.max(1, (int) (limit * sparePart));
    }

    /**
     * Makes the call when there is a place for it, which it keeps until it has ended. It is made even if nobody waits for
     * it any more: whoever shares the result of a call may come and go.
     *
     * @param loop where the call will be under way; its calls and those of others go evenly
     */
    <T> Uni<T> call(Object loop, Supplier<Uni<T>> call) {
        return Uni.createFrom().emitter(caller -> {
            Lane lane = lane(loop);
            Runnable placed = () -> Uni.createFrom()
                    .deferred(call::get)
                    .subscribe()
                    .with(
                            result -> {
                                leave(lane);
                                caller.complete(result);
                            },
                            failure -> {
                                leave(lane);
                                caller.fail(failure);
                            });
            if (lineUp(lane, placed)) {
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

    private synchronized Lane lane(Object loop) {
        return line.lane(loop);
    }

    private synchronized boolean lineUp(Lane lane, Runnable call) {
        if (taken + line.size() >= (long) limit + longestLine) {
            return false;
        }
        line.add(lane, call);
        return true;
    }

    private void leave(Lane lane) {
        synchronized (this) {
            taken--;
            line.ended(lane);
        }
        letIn();
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
        boolean spare = line.isEmpty();
        if (taken >= (spare ? spareLimit : limit)) {
            return null;
        }
        @Nullable Runnable next = spare ? spareLine.pollFirst() : line.poll();
        if (next != null) {
            taken++;
        }
        return next;
    }
}
