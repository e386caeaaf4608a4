package io.offerwallet.sessionm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls in line: first come, first served, but of those that came almost at once the one goes first whose event loop has the
 * fewest under way. An event loop reads what all its connections brought in one go, so that hundreds of calls come together that
 * it has work with again when they are answered: strictly in turn, all would be one loop's, then another's, and all loops but one
 * would have nothing to do. Not thread-safe.
 */
final class EvenLine {

    /** Two waits that differ by less differ by chance: so long an event loop may be busy before it looks at a connection again. */
    private static final Duration ALMOST_AT_ONCE = Duration.ofMillis(100);

    private final LongSupplier nanoClock;
    private final Map<Object, Lane> lanes = new HashMap<>();
    private int size;

    EvenLine(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** The calls of one event loop, those in line and those under way. */
    static final class Lane {

        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int underWay;
    }

    private record Waiting(Runnable call, long since) {}

    /** @param loop compared with {@code equals}; there are few, and none is forgotten */
    Lane lane(Object loop) {
        return lanes.computeIfAbsent(loop, first -> new Lane());
    }

    void add(Lane lane, Runnable call) {
        lane.waiting.addLast(new Waiting(call, nanoClock.getAsLong()));
        size++;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The call whose turn it is, which is under way from now on until it {@linkplain #ended(Lane) has ended}; null if none waits. */
    @Nullable
    Runnable poll() {
        Lane oldest = null;
        for (Lane lane : lanes.values()) {
            if (!lane.waiting.isEmpty() && (oldest == null || behind(lane, oldest) < 0)) {
                oldest = lane;
            }
        }
        if (oldest == null) {
            return null;
        }
        Lane turn = oldest;
        for (Lane lane : lanes.values()) {
            boolean almostAsOld = !lane.waiting.isEmpty() && behind(lane, oldest) <= ALMOST_AT_ONCE.toNanos();
            if (almostAsOld && lane.underWay < turn.underWay) {
                turn = lane;
            }
        }
        size--;
        turn.underWay++;
        return turn.waiting.removeFirst().call();
    }

    /** By how many nanoseconds the first of one lane came after the first of another. */
    private static long behind(Lane lane, Lane other) {
        return lane.waiting.getFirst().since() - other.waiting.getFirst().since();
    }

    void ended(Lane lane) {
        lane.underWay--;
    }
}
