package io.offerwallet.wallet;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Timers that end on a thread of their own. */
public final class PlainTimers implements Timers {

    private final Queue<Future<?>> started = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    @Override
    public Future<?> start(Duration time, Runnable task) {
        if (closed) {
            throw new RejectedExecutionException();
        }
        Future<?> timer = Infrastructure.getDefaultWorkerPool().schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
        started.add(timer);
        return timer;
    }

    /** From now on, as when the process ends. */
    void startNone() {
        closed = true;
    }

    /** How many have neither ended nor been taken back. */
    long running() {
        return started.stream().filter(timer -> !timer.isDone()).count();
    }
}
