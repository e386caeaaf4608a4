package io.offerwallet.wallet;

import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.WalletLoad.Got;
import io.offerwallet.wallet.WalletLoad.Loaded;
import io.offerwallet.wallet.WalletLoad.Lost;
import io.offerwallet.wallet.WalletOutcome.Fresh;
import io.offerwallet.wallet.WalletOutcome.Refused;
import io.offerwallet.wallet.WalletOutcome.Source;
import io.offerwallet.wallet.WalletOutcome.Stale;
import io.offerwallet.wallet.WalletOutcome.Unavailable;
import io.offerwallet.wallet.WalletOutcome.UnknownUser;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
            int maxWaiting) {
        if (maxWaiting < 1) {
            throw new IllegalArgumentException("max-waiting must be 1 or more, but is " + maxWaiting + ".");
        }
        this.store = store;
        this.loader = loader;
        this.clock = clock;
        this.listeners = listeners;
        this.loads = loads;
        this.maxWaiting = maxWaiting;
    }

    /**
     * What to answer to a request for {@code key}; comes by the deadline, whatever happens.
     *
     * @param trace the request's
     */
    public Uni<WalletOutcome> wallet(WalletKey key, Deadline deadline, Trace trace) {
        return store.find(key)
                .flatMap(held -> held.flatMap(this::fresh)
                        .map(Uni.createFrom()::item)
                        .orElseGet(() -> queue(key, deadline, trace)))
                .invoke(outcome -> listeners.tell(listener -> listener.answered(outcome)));
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
        return store.purge(distinct)
                .ifNoItem()
                .after(deadline.left().plusMillis(1)) // as in load
                .failWith(() -> new PurgeUnconfirmed("It took longer than its deadline."))
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

    private Uni<WalletOutcome> queue(WalletKey key, Deadline deadline, Trace trace) {
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            return fallBack(key, Failed.of(Failure.OVERLOADED));
        }
        return load(key, deadline, trace).onTermination().invoke(waiting::decrementAndGet);
    }

    private Uni<WalletOutcome> load(WalletKey key, Deadline deadline, Trace trace) {
        if (deadline.passed()) {
            return fallBack(key, Failed.of(Failure.DEADLINE));
        }
        // What is fresh needn't be loaded: between our look at the store and our turn, another's load may have ended.
        var joined = loads.join(key, () -> loader.load(key, held -> fresh(held).isPresent(), deadline, trace));
        Source source = joined.leader() ? Source.MISS : Source.COALESCED;
        return joined.result()
                .ifNoItem()
                .after(deadline.left().plusMillis(1)) // timers count whole milliseconds, and refuse none at all
                .recoverWithItem(new Lost(Failed.of(Failure.DEADLINE)))
                .flatMap(loaded -> served(key, loaded, source, deadline, trace));
    }

    private Uni<WalletOutcome> served(WalletKey key, Loaded loaded, Source source, Deadline deadline, Trace trace) {
        if (loaded instanceof Got got) {
            if (!store.current(key.user(), got.generation())) {
                // A purge came between the moment its result was kept and this one.
                return load(key, deadline, trace);
            }
            Source from =
                    switch (got.origin()) {
                        case LOADED -> source;
                        case AWAITED -> Source.COALESCED;
                        case HELD -> Source.HIT;
                    };
            return Uni.createFrom().item(shown(got.held(), from));
        }
        Failed failed = ((Lost) loaded).failed();
        boolean anothersDeadline = failed.failure() == Failure.DEADLINE && !deadline.passed();
        return anothersDeadline ? load(key, deadline, trace) : fallBack(key, failed);
    }

    /** Looks again at what is held: while this request waited, the user may have been purged or loaded by another. */
    private Uni<WalletOutcome> fallBack(WalletKey key, Failed failed) {
        return store.find(key).map(held -> held.flatMap(this::fresh)
                .or(() -> held.flatMap(found -> stale(found, failed.failure())))
                .orElseGet(() -> nothing(failed)));
    }

    private Optional<WalletOutcome> fresh(Held held) {
        return held.freshAt(clock.instant()) ? Optional.of(shown(held, Source.HIT)) : Optional.empty();
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
}
