package io.offerwallet.wallet;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment by which a request must be answered (P7), on a monotonic clock: a step of the wall clock neither lengthens
 * nor shortens it.
 */
public final class Deadline {

    private final LongSupplier nanoClock;
    private final long endsAt;

    private Deadline(LongSupplier nanoClock, long endsAt) {
        this.nanoClock = nanoClock;
        this.endsAt = endsAt;
    }

    /** Ends {@code time} from now. */
    public static Deadline in(Duration time, LongSupplier nanoClock) {
        return new Deadline(nanoClock, nanoClock.getAsLong() + time.toNanos());
    }

    /** Ends {@code time} after the instant at which {@code nanoClock} read {@code startedAt}. */
    public static Deadline from(long startedAt, Duration time, LongSupplier nanoClock) {
        return new Deadline(nanoClock, startedAt + time.toNanos());
    }

    /** The time left; zero, never negative, once it has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, endsAt - nanoClock.getAsLong()));
    }

    public boolean passed() {
        return endsAt - nanoClock.getAsLong() <= 0;
    }
}
