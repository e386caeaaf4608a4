package io.offerwallet.sessionm;

import io.offerwallet.wallet.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** How long the calls for one wallet may wait in line, and how long they did. */
final class Patience {

    private final Deadline deadline;
    private final AtomicLong nanos = new AtomicLong();

    Patience(Deadline deadline) {
        this.deadline = deadline;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Waits, and counts the time. */
    <T> Uni<T> spent(Supplier<Uni<T>> waiting) {
        return Uni.createFrom().deferred(() -> {
            long since = System.nanoTime();
            return waiting.get().onTermination().invoke(() -> nanos.addAndGet(System.nanoTime() - since));
        });
    }

    /** The time in line up to now. */
    Duration inLine() {
        return Duration.ofNanos(nanos.get());
    }
}
