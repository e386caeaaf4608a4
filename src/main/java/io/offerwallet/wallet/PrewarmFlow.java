package io.offerwallet.wallet;

import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.PrewarmOutcome.AlreadyHeld;
import io.offerwallet.wallet.PrewarmOutcome.Missed;
import io.offerwallet.wallet.PrewarmOutcome.NotNow;
import io.offerwallet.wallet.SpareCapacity.NoRoom;
import io.offerwallet.wallet.SpareCapacity.Room;
import io.offerwallet.wallet.WalletLoad.Got;
import io.offerwallet.wallet.WalletLoad.Loaded;
import io.offerwallet.wallet.WalletLoad.Lost;
import io.offerwallet.wallet.WalletLoad.Origin;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Loads wallets that nobody has asked for yet: what is held for long enough stays; else, when live requests leave room, a load
 * like any other, whose result is served for longer.
 *
 * <p>It waits for its room before it takes the turn to load. From then on a request may come to wait for this load, too, and
 * must not wait behind others for it. Thread-safe.
 */
public final class PrewarmFlow {

    /** Nobody waits, but a load must end some time. */
    private static final Duration LONGEST_LOAD = Duration.ofSeconds(30);

    private static final int HALF = 2;

    private final WalletStore store;
    private final SpareCapacity spare;
    private final WalletReader reader;
    private final Freshness freshness;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Listeners<WalletListener> listeners;
    private final SingleFlight<WalletKey, Loaded> loads;
    private final Duration maxTtl;

    /** @param loads those of live requests, too */
    PrewarmFlow(
            WalletStore store,
            SpareCapacity spare,
            WalletReader reader,
            Freshness freshness,
            InstantSource clock,
            LongSupplier nanoClock,
            Listeners<WalletListener> listeners,
            SingleFlight<WalletKey, Loaded> loads,
            Duration maxTtl) {
        this.store = store;
        this.spare = spare;
        this.reader = reader;
        this.freshness = freshness;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.listeners = listeners;
        this.loads = loads;
        this.maxTtl = maxTtl;
    }

    /**
     * Sees to it that the wallet is held and served for {@code ttl}, less the freshness' jitter. May take any time; who waits
     * doesn't cancel. Never fails, but for bugs.
     *
     * @throws IllegalArgumentException when {@code ttl} is longer than it may be
     */
    public Uni<PrewarmOutcome> prewarm(WalletKey key, Duration ttl) {
        if (ttl.compareTo(maxTtl) > 0 || ttl.isNegative()) {
            throw new IllegalArgumentException("A wallet may be prewarmed for " + maxTtl + ", not for " + ttl + ".");
        }
        return store.find(key)
                .flatMap(held -> held.filter(lasts(ttl)).isPresent()
                        ? Uni.createFrom().item(new AlreadyHeld())
                        : loaded(key, ttl));
    }

    private Uni<PrewarmOutcome> loaded(WalletKey key, Duration ttl) {
        return spare.room()
                .flatMap(room -> inRoom(key, ttl, room).onTermination().invoke(room::leave))
                .onFailure(NoRoom.class)
                .recoverWithItem(refused -> new NotNow(refused.why()));
    }

    private Uni<PrewarmOutcome> inRoom(WalletKey key, Duration ttl, Room room) {
        WalletLoad load = new WalletLoad(store, room, reader, freshness.lasting(ttl), listeners);
        Deadline deadline = Deadline.in(LONGEST_LOAD, nanoClock);
        WalletLoad.Task task = new WalletLoad.Task(key, lasts(ttl), deadline, Trace.NONE);
        return loads.join(key, () -> load.load(task))
                // A live request's load is as short-lived as its request, so this one comes after it.
                .flatMap(landing ->
                        landing.leader() ? Uni.createFrom().item(outcome(landing.result())) : inRoom(key, ttl, room));
    }

    /** Half of the time is enough, or work that is done again, after a crash, would ask SessionM for everything again. */
    private Predicate<Held> lasts(Duration ttl) {
        return held -> {
            Instant now = clock.instant();
            return held instanceof HeldWallet ? held.freshAt(now.plus(ttl.dividedBy(HALF))) : held.freshAt(now);
        };
    }

    private static PrewarmOutcome outcome(Loaded loaded) {
        if (loaded instanceof Lost lost) {
            return new Missed(lost.failed());
        }
        Got got = (Got) loaded;
        if (!(got.held() instanceof HeldWallet)) {
            return new PrewarmOutcome.UnknownUser();
        }
        if (!got.kept()) {
            return new PrewarmOutcome.NotKept();
        }
        return got.origin() == Origin.LOADED ? new PrewarmOutcome.Loaded() : new AlreadyHeld();
    }
}
