package io.offerwallet.wallet;

import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.SingleFlight.Passenger;
import io.offerwallet.wallet.WalletLoad.Got;
import io.offerwallet.wallet.WalletLoad.Loaded;
import io.offerwallet.wallet.WalletLoad.Lost;
import io.offerwallet.wallet.WalletLoad.Task;
import io.offerwallet.wallet.WalletOutcome.Fresh;
import io.offerwallet.wallet.WalletOutcome.Refused;
import io.offerwallet.wallet.WalletOutcome.Source;
import io.offerwallet.wallet.WalletOutcome.Stale;
import io.offerwallet.wallet.WalletOutcome.Unavailable;
import io.offerwallet.wallet.WalletOutcome.UnknownUser;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request: what is held and fresh is served; else one load per key asks SessionM, however many wait for
 * it; if that fails, what is held and still usable is served as stale; else there is nothing to serve.
 *
 * <p>Thread-safe. No {@link Uni} it returns fails, but for purges and bugs.
 */
public final class WalletFlow {

    private final WalletStore store;
    private final WalletLoad loader;
    private final InstantSource clock;
    private final Listeners<WalletListener> listeners;
    private final int maxWaiting;

    private final SingleFlight<WalletKey, Loaded> loads;
    private final Timers timers;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param loads the loads under way in this process, whoever they are for
     * @param maxWaiting how many requests may wait for SessionM at once; more are turned away as overloaded
     */
    WalletFlow(
            WalletStore store,
            WalletLoad loader,
            InstantSource clock,
            Listeners<WalletListener> listeners,
            SingleFlight<WalletKey, Loaded> loads,
            Timers timers,
            int maxWaiting) {
        if (maxWaiting < 1) {
            throw new IllegalArgumentException("max-waiting must be 1 or more, but is " + maxWaiting + ".");
        }
        this.store = store;
        this.loader = loader;
        this.clock = clock;
        this.listeners = listeners;
        this.loads = loads;
        this.timers = timers;
        this.maxWaiting = maxWaiting;
    }

    /**
     * What to answer to a request for {@code key}; comes by the deadline, whatever happens.
     *
     * @param trace the request's
     */
    public Uni<WalletOutcome> wallet(WalletKey key, Deadline deadline, Trace trace) {
        // What is fresh needn't be loaded: between our look at the store and our turn, another's load may have ended.
        Task task = new Task(key, this::isFresh, deadline, trace);
        return Uni.createFrom().emitter(asker -> new Request(task, asker).begin());
    }

    /** The wallet, if this process holds it and it is fresh; asks nobody, so that whoever has nothing to wait for needn't. */
    public Optional<HeldWallet> hit(WalletKey key) {
        @Nullable WalletOutcome outcome = store.peek(key).flatMap(this::fresh).orElse(null);
        if (outcome instanceof Fresh hit) {
            listeners.tell(listener -> listener.answered(hit));
            return Optional.of(hit.wallet());
        }
        return Optional.empty();
    }

    /**
     * Forgets the users; once it completes, no later answer holds data fetched before (P4). Fails with
     * {@link PurgeUnconfirmed} only, at the deadline at the latest.
     */
    public Uni<Void> purge(Collection<UserId> users, Deadline deadline) {
        Set<UserId> distinct = Set.copyOf(users);
        return timers.within(
                        deadline.left(),
                        store.purge(distinct),
                        () -> new PurgeUnconfirmed("It took longer than its deadline."))
                .invoke(() -> listeners.tell(listener -> listener.purged(distinct.size())));
    }

    /** How many requests wait for SessionM now. */
    public int waiting() {
        return waiting.get();
    }

    /** How many loads are under way now. */
    public int loading() {
        return loads.underWay();
    }

    private boolean isFresh(Held held) {
        return held.freshAt(clock.instant());
    }

    private Optional<WalletOutcome> fresh(Held held) {
        return isFresh(held) ? Optional.of(shown(held, Source.HIT)) : Optional.empty();
    }

    private static WalletOutcome shown(Held held, Source source) {
        return held instanceof HeldWallet wallet ? new Fresh(wallet, source) : new UnknownUser(source);
    }

    private Optional<WalletOutcome> stale(Held held, Failure cause) {
        return held instanceof HeldWallet wallet && clock.instant().isBefore(wallet.usableUntil())
                ? Optional.of(new Stale(wallet, cause))
                : Optional.empty();
    }

    private static WalletOutcome nothing(Failed failed) {
        return failed.failure() == Failure.CREDENTIAL_REFUSED
                ? new Refused()
                : new Unavailable(failed.failure(), failed.retryAfter());
    }

    /**
     * One request on its way. Thousands of them wait at once, so that it is one object: a chain of {@link Uni}s that does the same
     * takes up to 2 kB for each.
     */
    private final class Request extends Passenger<Loaded> {

        private final Task task;
        private final UniEmitter<? super WalletOutcome> asker;
        private final AtomicReference<State> state = new AtomicReference<>(State.BUSY);

        /** Whether it counts among those that wait. */
        private boolean counts;

        /** What ends it at its deadline. */
        private @Nullable Future<?> timer;

        Request(Task task, UniEmitter<? super WalletOutcome> asker) {
            this.task = task;
            this.asker = asker;
        }

        void begin() {
            asker.onTermination(this::left);
            store.find(task.key()).subscribe().with(held -> step(() -> found(held)), this::fail);
        }

        private void found(Optional<Held> held) {
            Optional<WalletOutcome> fresh = held.flatMap(WalletFlow.this::fresh);
            if (fresh.isPresent()) {
                end(fresh.get());
            } else if (waiting.incrementAndGet() > maxWaiting) {
                waiting.decrementAndGet();
                fallBack(Failed.of(Failure.OVERLOADED));
            } else {
                counts = true;
                timer = timers.start(task.deadline().left(), this::late);
                load();
            }
        }

        private void load() {
            if (!state.compareAndSet(State.BUSY, State.WAITING)) {
                stopWaiting();
            } else if (task.deadline().passed()) {
                late(); // The timer may have found it busy.
            } else {
                loads.board(task.key(), () -> loader.load(task), this);
            }
        }

        @Override
        void landed(Loaded loaded, boolean leader) {
            if (state.compareAndSet(State.WAITING, State.BUSY)) {
                step(() -> serve(loaded, leader ? Source.MISS : Source.COALESCED));
            }
        }

        @Override
        void crashed(Throwable bug) {
            if (state.compareAndSet(State.WAITING, State.BUSY)) {
                fail(bug);
            }
        }

        private void late() {
            if (state.compareAndSet(State.WAITING, State.BUSY)) {
                step(() -> fallBack(Failed.of(Failure.DEADLINE)));
            }
        }

        private void serve(Loaded loaded, Source source) {
            if (loaded instanceof Lost lost) {
                boolean anothersDeadline = lost.failed().failure() == Failure.DEADLINE
                        && !task.deadline().passed();
                if (anothersDeadline) {
                    load();
                } else {
                    fallBack(lost.failed());
                }
                return;
            }
            Got got = (Got) loaded;
            if (store.current(task.key().user(), got.generation())) {
                Source from =
                        switch (got.origin()) {
                            case LOADED -> source;
                            case AWAITED -> Source.COALESCED;
                            case HELD -> Source.HIT;
                        };
                end(shown(got.held(), from));
            } else {
                load(); // A purge came between the moment its result was kept and this one.
            }
        }

        /** Looks again at what is held: while this request waited, the user may have been purged or loaded by another. */
        private void fallBack(Failed failed) {
            store.find(task.key())
                    .subscribe()
                    .with(
                            held -> step(() -> end(held.flatMap(WalletFlow.this::fresh)
                                    .or(() -> held.flatMap(found -> stale(found, failed.failure())))
                                    .orElseGet(() -> nothing(failed)))),
                            this::fail);
        }

        private void end(WalletOutcome outcome) {
            stopWaiting();
            if (state.compareAndSet(State.BUSY, State.OVER)) {
                listeners.tell(listener -> listener.answered(outcome));
                asker.complete(outcome);
            }
        }

        private void fail(Throwable bug) {
            stopWaiting();
            if (state.getAndSet(State.OVER) != State.OVER) {
                asker.fail(bug);
            }
        }

        /** Whoever asked doesn't want the answer any more. If somebody is busy with it, that one will see. */
        private void left() {
            if (state.getAndSet(State.OVER) == State.WAITING) {
                stopWaiting();
            }
        }

        /** For whoever is busy with it. */
        private void stopWaiting() {
            if (counts) {
                counts = false;
                waiting.decrementAndGet();
            }
            if (timer != null) {
                timer.cancel(false);
            }
        }

        /** A bug is whoever asks to know of, who would wait for ever. */
        private void step(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException bug) {
                fail(bug);
            }
        }
    }

    /** What becomes of a request is up to one at a time: a load that ends, or the timer, or whoever asked and leaves. */
    private enum State {
        BUSY,
        WAITING,
        OVER
    }
}
