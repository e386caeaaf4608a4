package io.offerwallet.wallet;

import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.FetchOutcome.Fetched;
import io.offerwallet.wallet.FetchOutcome.UserUnknown;
import io.smallrye.mutiny.Uni;

/**
 * One load: asks SessionM and keeps the result, unless the user was purged while SessionM was asked. In that case what
 * came may be older than the purge, so it is thrown away and SessionM is asked again (P4).
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

    Uni<Loaded> load(WalletKey key, Deadline deadline) {
        return store.generation(key.user()).flatMap(generation -> upstream.fetch(key, deadline)
                .map(outcome -> stamped(outcome, generation))
                .flatMap(loaded -> keep(key, loaded, deadline)));
    }

    private Loaded stamped(FetchOutcome outcome, long generation) {
        if (outcome instanceof Fetched fetched) {
            return reader.read(fetched.body())
                    .<Loaded>map(wallet ->
                            Got.loaded(freshness.stamp(fetched.body(), wallet, fetched.askedAt()), generation))
                    .orElseGet(() -> new Lost(Failed.of(Failure.MALFORMED)));
        }
        if (outcome instanceof UserUnknown unknown) {
            return Got.loaded(freshness.unknownUser(unknown.askedAt()), generation);
        }
        return new Lost((Failed) outcome);
    }

    private Uni<Loaded> keep(WalletKey key, Loaded loaded, Deadline deadline) {
        if (!(loaded instanceof Got got)) {
            return Uni.createFrom().item(loaded);
        }
        return store.keep(key, got.held(), got.generation()).flatMap(kept -> {
            if (kept) {
                return Uni.createFrom().item(loaded);
            }
            listeners.tell(WalletListener::loadDiscarded);
            return deadline.passed()
                    ? Uni.createFrom().item(new Lost(Failed.of(Failure.DEADLINE)))
                    : load(key, deadline);
        });
    }

    /** What a load comes to. */
    sealed interface Loaded {}

    /**
     * Something to serve, which the store has kept.
     *
     * @param generation the user's purge generation before SessionM was asked
     * @param wasHeld whether it was in the store already, so that SessionM wasn't asked
     */
    record Got(Held held, long generation, boolean wasHeld) implements Loaded {

        static Got loaded(Held held, long generation) {
            return new Got(held, generation, false);
        }

        static Got found(Held held, long generation) {
            return new Got(held, generation, true);
        }
    }

    /** Nothing, and why. */
    record Lost(Failed failed) implements Loaded {}
}
