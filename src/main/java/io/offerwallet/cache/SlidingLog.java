package io.offerwallet.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What was done within a window of time that ends now, and so how much more may be done: in no window of that length is
 * there ever more than the limit, wherever it begins. Times are those of a monotonic clock and don't go back. Not
 * thread-safe.
 */
final class SlidingLog {

    private final int limit;
    private final long window;
    private final Deque<Entry> entries = new ArrayDeque<>();

    SlidingLog(int limit, Duration window) {
        this.limit = limit;
        this.window = window.toNanos();
    }

    /** Something that was done. */
    record Entry(String name, long at) {}

    /** How much more may be done now. */
    int free(long now) {
        trim(now);
        return limit - entries.size();
    }

    /** How long until there is more free than now; nothing if all of it is. */
    Duration untilMore(long now) {
        trim(now);
        Entry oldest = entries.peekFirst();
        return oldest == null ? Duration.ZERO : Duration.ofNanos(oldest.at() + window - now);
    }

    void add(String name, long now) {
        entries.addLast(new Entry(name, now));
    }

    /** It wasn't done after all. */
    void remove(String name) {
        entries.removeIf(entry -> entry.name().equals(name));
    }

    /** What is in the window, oldest first. */
    List<Entry> entries(long now) {
        trim(now);
        return List.copyOf(entries);
    }

    private void trim(long now) {
        Entry oldest = entries.peekFirst();
        while (oldest != null && now - oldest.at() >= window) {
            entries.removeFirst();
            oldest = entries.peekFirst();
        }
    }
}
