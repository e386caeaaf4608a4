package io.offerwallet.wallet;

import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.FetchOutcome.Fetched;
import io.offerwallet.wallet.FetchOutcome.UserUnknown;
import io.offerwallet.wallet.Turn.Landed;
import io.offerwallet.wallet.Turn.Mine;
import io.offerwallet.wallet.Turn.Missed;
import io.smallrye.mutiny.Uni;
import java.util.function.Predicate;

/**
 * One load: when it is this process' turn, asks SessionM and keeps the result, unless the user was purged while SessionM
 * was asked. In that case what came may be older than the purge, so it is thrown away and SessionM is asked again (P4).
 */
final class WalletLoad {

    private final WalletStore store;
    private final WalletUpstream upstream;
    private final WalletReader reader;
    private final Freshness freshness;
    private final Listeners<WalletListener> listeners;

    WalletLoad(
            WalletStore store,
            WalletUpstream upstream,
            WalletReader reader,
            Freshness freshness,
            Listeners<WalletListener> listeners) {
        this.store = store;
        this.upstream = upstream;
        this.reader = reader;
        this.freshness = freshness;
        this.listeners = listeners;
    }

    /**
     * What is to be loaded.
     *
     * @param wanted what needn't be loaded, if it turns out to be held
     */
    record Task(WalletKey key, Predicate<Held> wanted, Deadline deadline, Trace trace) {}

    Uni<Loaded> load(Task task) {
        return store.turn(task.key(), task.wanted(), task.deadline()).flatMap(turn -> {
            if (turn instanceof Landed landed) {
                return Uni.createFrom().item(Got.found(landed));
            }
            return turn instanceof Mine mine
                    ? fetch(task, mine.lease())
                    : Uni.createFrom().item(new Lost(((Missed) turn).failed()));
        });
    }

    /** In one step: what a load holds while SessionM is asked, thousands hold. */
    private Uni<Loaded> fetch(Task task, Lease lease) {
        return Afterwards.of(
                upstream.fetch(task.key(), task.deadline(), task.trace()),
                (outcome, bug) -> bug == null ? fetched(task, lease, outcome) : givenUp(task, lease, bug));
    }

    private Uni<Loaded> fetched(Task task, Lease lease, FetchOutcome outcome) {
        Loaded loaded;
        try {
            loaded = stamped(outcome, lease);
        } catch (RuntimeException bug) {
            return givenUp(task, lease, bug);
        }
        return loaded instanceof Got got
                ? keep(task, got, lease)
                : store.giveUp(task.key(), lease, ((Lost) loaded).failed()).replaceWith(loaded);
    }

    private Uni<Loaded> givenUp(Task task, Lease lease, Throwable bug) {
        return store.giveUp(task.key(), lease, Failed.of(Failure.FAILING))
                .onItem()
                .transformToUni(given -> Uni.createFrom().failure(bug));
    }

    private Loaded stamped(FetchOutcome outcome, Lease lease) {
        if (outcome instanceof Fetched fetched) {
            return fetched.survey()
                    .or(() -> reader.survey(fetched.body()))
                    .map(survey -> survey.unexpired(fetched.askedAt()))
                    .<Loaded>map(wallet -> Got.loaded(freshness.stamp(wallet, fetched.askedAt()), lease))
                    .orElseGet(() -> new Lost(Failed.of(Failure.MALFORMED)));
        }
        if (outcome instanceof UserUnknown unknown) {
            return Got.loaded(freshness.unknownUser(unknown.askedAt()), lease);
        }
        return new Lost((Failed) outcome);
    }

    private Uni<Loaded> keep(Task task, Got got, Lease lease) {
        return store.keep(task.key(), got.held(), lease).flatMap(kept -> {
            if (kept != Kept.PURGED) {
                return Uni.createFrom().item(kept == Kept.KEPT ? got : got.unkept());
            }
            listeners.tell(WalletListener::loadDiscarded);
            if (task.deadline().passed()) {
                Failed late = Failed.of(Failure.DEADLINE);
                return store.giveUp(task.key(), lease, late).replaceWith(new Lost(late));
            }
            return load(task);
        });
    }

    /** What a load comes to. */
    sealed interface Loaded {}

    /** Where what is to be served came from. */
    enum Origin {
        /** SessionM was asked. */
        LOADED,
        /** Another process had asked SessionM while this one waited. */
        AWAITED,
        /** It was held already. */
        HELD
    }

    /**
     * Something to serve.
     *
     * @param generation the user's purge generation before SessionM was asked
     * @param kept whether anybody holds it
     */
    record Got(Held held, long generation, Origin origin, boolean kept) implements Loaded {

        static Got loaded(Held held, Lease lease) {
            return new Got(held, lease.generation(), Origin.LOADED, true);
        }

        static Got found(Landed landed) {
            return new Got(landed.held(), landed.generation(), landed.awaited() ? Origin.AWAITED : Origin.HELD, true);
        }

        Got unkept() {
            return new Got(held, generation, origin, false);
        }
    }

    /** Nothing, and why. */
    record Lost(Failed failed) implements Loaded {}
}
