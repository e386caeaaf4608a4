package io.offerwallet.sessionm;

import io.offerwallet.wallet.CallBudget.Permit;
import io.offerwallet.wallet.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How long the calls for one wallet may wait in line, and how long they did. */
final class Patience {

    private final Deadline deadline;
    private final AtomicReference<@Nullable Permit> inHand;
    private final AtomicLong nanos = new AtomicLong();

    Patience(Deadline deadline) {
        this(deadline, null);
    }

    /** @param inHand a permit that was waited for before */
    Patience(Deadline deadline, @Nullable Permit inHand) {
        this.deadline = deadline;
        this.inHand = new AtomicReference<>(inHand);
    }

    /** The permit that was waited for before, once, if it can still be used. */
    Optional<Permit> inHand() {
        Permit permit = inHand.getAndSet(null);
        if (permit != null && !permit.usable()) {
            permit.unused();
            return Optional.empty();
        }
        return Optional.ofNullable(permit);
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
