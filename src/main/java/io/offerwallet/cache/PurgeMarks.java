package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Which generations of a user's data have been purged, as far as this process knows: all up to a mark.
 *
 * <p>A mark is remembered for as long as anything fetched before the purge may be kept or under way. Deliberately not
 * bounded in number: a dropped mark would let old data back in.
 *
 * @param <U> what users are known by
 */
final class PurgeMarks<U> {

    /** Smaller than any generation. */
    static final long NONE = 0;

    private final Cache<U, Long> marks;

    /** @param rememberFor longer than any data is kept and any load takes */
    PurgeMarks(Duration rememberFor, Ticker ticker) {
        this.marks = Caffeine.newBuilder()
                .expireAfterWrite(rememberFor)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** The latest purged generation of the user, or {@link #NONE}. */
    long of(U user) {
        Long mark = marks.getIfPresent(user);
        return mark == null ? NONE : mark;
    }

    /** Marks everything up to {@code generation} as purged; a mark never goes back. */
    void mark(U user, long generation) {
        marks.asMap().merge(user, generation, Math::max);
    }

    boolean current(U user, long generation) {
        return generation > of(user);
    }
}
