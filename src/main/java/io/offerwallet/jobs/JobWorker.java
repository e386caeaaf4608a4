package io.offerwallet.jobs;

import io.offerwallet.jobs.ItemOutcome.Again;
import io.offerwallet.jobs.ItemOutcome.Failed;
import io.offerwallet.jobs.JobStore.Claim;
import io.offerwallet.jobs.JobStore.Claimed;
import io.offerwallet.jobs.JobStore.Claimed.Buried;
import io.offerwallet.jobs.JobStore.Claimed.Work;
import io.offerwallet.wallet.Listeners;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Carries out the jobs of one kind in this process, a chunk at a time: of each open job by turns, so that none waits for the
 * end of another. While a chunk goes on it gives signs of life.
 */
final class JobWorker {

    private static final Logger LOG = Logger.getLogger(JobWorker.class);

    private static final int SIGNS_PER_LEASE = 3;
    private static final int MOST_TRIES = 5;

    /** As often as metrics are read, or more. */
    private static final Duration BETWEEN_BACKLOGS = Duration.ofSeconds(5);

    private final JobKind kind;
    private final JobStore store;
    private final Vertx vertx;
    private final Times times;
    private final Listeners<JobListener> listeners;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile long backlogToldAt = System.nanoTime() - BETWEEN_BACKLOGS.toNanos();
    private volatile boolean closed;

    /**
     * @param idle how long after nothing was to be done it looks again
     * @param lease how long a chunk may go on without a sign of life
     */
    record Times(Duration idle, Duration lease) {}

    JobWorker(JobKind kind, JobStore store, Vertx vertx, Times times, Listeners<JobListener> listeners) {
        this.kind = kind;
        this.store = store;
        this.vertx = vertx;
        this.times = times;
        this.listeners = listeners;
    }

    void open() {
        lookAgain(times.idle());
    }

    /** What is begun goes on, for as long as the process does. */
    void close() {
        closed = true;
    }

    private void look() {
        store.open(kind.name())
                .call(this::tellBacklog)
                .flatMap(this::oneChunk)
                .subscribe()
                .with(worked -> lookAgain(worked ? Duration.ZERO : times.idle()), trouble -> {
                    if (!(trouble instanceof JobsUnavailable)) {
                        LOG.errorf(trouble, "A job of the kind %s failed by a bug; it is tried again.", kind.name());
                    }
                    lookAgain(times.idle());
                });
    }

    private void lookAgain(Duration after) {
        if (!closed) {
            vertx.setTimer(Math.max(1, after.toMillis()), timer -> look());
        }
    }

    private Uni<?> tellBacklog(List<String> open) {
        long now = System.nanoTime();
        if (now - backlogToldAt < BETWEEN_BACKLOGS.toNanos()) {
            return Uni.createFrom().voidItem();
        }
        backlogToldAt = now;
        return Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(store::find)
                .collect()
                .asList()
                .invoke(jobs -> {
                    Instant time = Instant.now();
                    long left = jobs.stream()
                            .flatMap(Optional::stream)
                            .mapToLong(job -> job.dueAt(time))
                            .sum();
                    listeners.tell(listener -> listener.backlog(kind.name(), left));
                });
    }

    /** Whether there was anything to do. */
    private Uni<Boolean> oneChunk(List<String> open) {
        List<String> byTurns = new ArrayList<>(open);
        Collections.rotate(byTurns, -turn.getAndIncrement());
        return oneChunk(byTurns, 0);
    }

    private Uni<Boolean> oneChunk(List<String> jobs, int at) {
        if (at == jobs.size()) {
            return Uni.createFrom().item(false);
        }
        return store.claim(jobs.get(at)).flatMap(claimed -> worked(claimed)
                .flatMap(worked -> worked ? Uni.createFrom().item(true) : oneChunk(jobs, at + 1)));
    }

    private Uni<Boolean> worked(Claimed claimed) {
        if (claimed instanceof Work work) {
            return carriedOut(work.claim()).replaceWith(true);
        }
        if (claimed instanceof Buried buried) {
            LOG.warnf(
                    "%d items of the kind %s were begun again and again and never ended; they have failed.",
                    buried.items(), kind.name());
            listeners.tell(listener -> listener.buried(kind.name(), buried.items()));
            return Uni.createFrom().item(true);
        }
        return Uni.createFrom().item(false);
    }

    private Uni<Void> carriedOut(Claim claim) {
        AtomicBoolean lost = new AtomicBoolean();
        long signs = vertx.setPeriodic(
                Math.max(1, times.lease().dividedBy(SIGNS_PER_LEASE).toMillis()),
                timer -> store.renew(claim).subscribe().with(ours -> lost.set(!ours), trouble -> {}));
        Tally tally = new Tally();
        return Multi.createFrom()
                .iterable(PackedItems.unpack(claim.packed()))
                .onItem()
                .transformToUni(item -> ended(claim, item, 1, lost))
                .merge(kind.concurrency())
                .onItem()
                .invoke(outcome -> tally.count(outcome))
                .collect()
                .last()
                .flatMap(last -> lost.get() ? Uni.createFrom().item(false) : store.done(claim, tally))
                .onTermination()
                .invoke(() -> vertx.cancelTimer(signs))
                .invoke(counted -> {
                    if (counted) {
                        tally.words()
                                .forEach((word, items) ->
                                        listeners.tell(listener -> listener.carriedOut(kind.name(), word, items)));
                    }
                })
                .replaceWithVoid();
    }

    /** Ends with an outcome that is to be counted, or, if the chunk isn't ours any more, with any. */
    private Uni<ItemOutcome> ended(Claim claim, byte[] item, int tried, AtomicBoolean lost) {
        if (lost.get() || closed) {
            lost.set(true);
            return Uni.createFrom().item(new Failed(JobStore.ABANDONED));
        }
        return Uni.createFrom()
                .deferred(() -> kind.carryOut(claim.request(), item))
                .onFailure()
                .recoverWithItem(bug -> {
                    LOG.errorf(bug, "An item of the kind %s failed by a bug.", kind.name());
                    return new Failed("bug");
                })
                .flatMap(outcome -> outcome instanceof Again again
                        ? again(claim, item, again, tried, lost)
                        : Uni.createFrom().item(outcome));
    }

    private Uni<ItemOutcome> again(Claim claim, byte[] item, Again again, int tried, AtomicBoolean lost) {
        int tries = again.tried() ? tried + 1 : tried;
        if (tries > MOST_TRIES) {
            return Uni.createFrom().item(new Failed(again.word()));
        }
        return later(again.after()).flatMap(now -> ended(claim, item, tries, lost));
    }

    private Uni<Void> later(Duration time) {
        return Uni.createFrom()
                .emitter(emitter -> vertx.setTimer(Math.max(1, time.toMillis()), timer -> emitter.complete(null)));
    }
}
