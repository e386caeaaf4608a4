package io.offerwallet.wallet;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Port: does something after a time. */
@FunctionalInterface
public interface Timers {

    /**
     * Runs the task once the time is over, never before.
     *
     * @return what takes it back when it is cancelled before its time
     */
    Future<?> start(Duration time, Runnable task);

    /** As the work ends, or with this failure when the time is over before: then the work is cancelled. */
    default <T> Uni<T> within(Duration time, Uni<T> work, Supplier<? extends Throwable> late) {
        return Uni.createFrom().emitter(waiting -> {
            Cancellable underWay = work.subscribe().with(waiting::complete, waiting::fail);
            Future<?> timer = start(time, () -> {
                underWay.cancel();
                waiting.fail(late.get());
            });
            waiting.onTermination(() -> {
                timer.cancel(false);
                underWay.cancel();
            });
        });
    }
}
