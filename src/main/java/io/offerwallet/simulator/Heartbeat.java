package io.offerwallet.simulator;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells how long what event loops find now may have waited for them. A process that stands still, as a virtual machine does
 * to collect or on a busy computer, finds all that came meanwhile at once, as if it had come together.
 */
final class Heartbeat implements LongSupplier {
    private static final long MILLIS_BETWEEN_BEATS = 10;

    private final LongSupplier nanoTime;
    private final List<Heart> hearts = new ArrayList<>();

    /** Goes on until the event loops end. */
    Heartbeat(Iterable<EventExecutor> loops, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        for (EventExecutor loop : loops) {
            var heart = new Heart(nanoTime.getAsLong());
            hearts.add(heart);
            // With a delay: at a rate, the beats that were missed would be made up for at once.
            Future<?> unused = loop.scheduleWithFixedDelay(
                    () -> heart.beat(nanoTime.getAsLong()), 0, MILLIS_BETWEEN_BEATS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * A time, as of {@link System#nanoTime()}, at which all event loops were at work: what is found now came then or later. It
     * never goes back.
     */
    @Override
    public long getAsLong() {
        long now = nanoTime.getAsLong();
        long longest = 0;
        for (Heart heart : hearts) {
            longest = Math.max(longest, now - heart.lastButOne);
        }
        return now - longest;
    }

    /** Of one event loop. */
    private static final class Heart {
        private long last;
        private volatile long lastButOne;

        Heart(long now) {
            last = now;
            lastButOne = now;
        }

        /** After a standstill a beat may come before what came meanwhile is found; so the one before it counts. */
        void beat(long now) {
            lastButOne = last;
            last = now;
        }
    }
}
