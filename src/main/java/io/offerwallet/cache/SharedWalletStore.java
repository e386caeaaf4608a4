package io.offerwallet.cache;

import io.offerwallet.cache.LoadLeases.Answer;
import io.offerwallet.cache.LoadLeases.Whose;
import io.offerwallet.cache.RedisKeys.Keys;
import io.offerwallet.cache.Slot.Stamp;
import io.offerwallet.cache.WalletCodec.Stored;
import io.offerwallet.redis.RedisListener;
import io.offerwallet.redis.RedisTrouble;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.Held;
import io.offerwallet.wallet.Kept;
import io.offerwallet.wallet.Lease;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.PurgeUnconfirmed;
import io.offerwallet.wallet.Turn;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.WalletKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The store of several processes: Redis, and in front of it each one's memory.
 *
 * <p>Memory is used only while this process has heard of every confirmed purge, see {@link Membership}. While Redis is in
 * trouble there is nothing held, and every process loads for itself (P8).
 */
final class SharedWalletStore extends Store {

    /** Who waits for another's turn is told when it ends; this is for messages that got lost. */
    private static final Duration LONGEST_WITHOUT_LOOKING = Duration.ofMillis(250);

    private static final int PURGES_AT_ONCE = 64;
    private static final int PURGE_RETRIES = 3;
    private static final Duration BETWEEN_PURGE_TRIES = Duration.ofMillis(100);

    private final RedisKeys keys;
    private final RedisWallets wallets;
    private final LoadLeases leases;
    private final Membership membership;
    private final PurgeMarks<String> marks;
    private final PurgeBus bus;
    private final InstantSource clock;
    private final Listeners<RedisListener> listeners;

    /** A purge that is confirmed before a request comes is known to Redis before the request's lookup is sent (P4). */
    private final Rounds<WalletKey, Optional<Held>> lookups = new Rounds<>(this::lookUp);

    SharedWalletStore(
            WalletMemory memory,
            RedisKeys keys,
            RedisWallets wallets,
            LoadLeases leases,
            Membership membership,
            PurgeMarks<String> marks,
            PurgeBus bus,
            InstantSource clock,
            Listeners<RedisListener> listeners) {
        super(memory);
        this.keys = keys;
        this.wallets = wallets;
        this.leases = leases;
        this.membership = membership;
        this.marks = marks;
        this.bus = bus;
        this.clock = clock;
        this.listeners = listeners;
    }

    @Override
    public Uni<Optional<Held>> find(WalletKey key) {
        return Uni.createFrom().deferred(() -> {
            Optional<Held> near = peek(key);
            return satisfying(near) ? Uni.createFrom().item(near) : lookups.ask(key);
        });
    }

    private Uni<Optional<Held>> lookUp(WalletKey key) {
        // Those who shared the lookup before may have brought it near.
        Optional<Held> near = peek(key);
        if (satisfying(near)) {
            return Uni.createFrom().item(near);
        }
        long epoch = membership.epoch();
        Keys names = keys.of(key);
        return wallets.find(names)
                .map(found -> found.filter(stored -> marks.current(names.user(), stored.generation()))
                        .map(stored -> remembered(key, names, stored, epoch)))
                .invoke(found -> listeners.tell(listener -> listener.lookedFor(found.isPresent())))
                .onFailure(RedisTrouble.class)
                .recoverWithItem(trouble -> near);
    }

    /** Redis can have nothing better than what is fresh. */
    private boolean satisfying(Optional<Held> near) {
        return near.filter(held -> held.freshAt(clock.instant())).isPresent();
    }

    @Override
    public Uni<Turn> turn(WalletKey key, Predicate<Held> wanted, Deadline deadline) {
        return Uni.createFrom().deferred(() -> turn(key, keys.of(key), wanted, deadline, false));
    }

    private Uni<Turn> turn(WalletKey key, Keys names, Predicate<Held> wanted, Deadline deadline, boolean awaited) {
        long epoch = membership.epoch();
        String token = leases.token(names);
        return leases.take(names, token, marks.of(names.user()))
                .flatMap(answer -> {
                    Optional<Stored> there = wallets.current(names, answer.generation(), answer.wallet())
                            .filter(stored -> wanted.test(stored.held()));
                    if (there.isPresent()) {
                        leases.leave(names, answer);
                        Held held = remembered(key, names, there.get(), epoch);
                        return Uni.createFrom()
                                .item(new Turn.Landed(held, there.get().generation(), awaited));
                    }
                    return answer.whose() == Whose.ANOTHERS
                            ? awaited(names, answer, deadline, () -> turn(key, names, wanted, deadline, true))
                            : Uni.createFrom().<Turn>item(new Turn.Mine(answer.lease()));
                })
                .onFailure(RedisTrouble.class)
                .recoverWithItem(() -> new Turn.Mine(Lease.alone(token)));
    }

    private Uni<Turn> awaited(Keys names, Answer answer, Deadline deadline, Supplier<Uni<Turn>> again) {
        if (deadline.passed()) {
            leases.leave(names, answer);
            return Uni.createFrom().item(new Turn.Missed(Failed.of(Failure.DEADLINE)));
        }
        Duration patience = shortest(answer.left(), LONGEST_WITHOUT_LOOKING, deadline.left());
        return answer.ended()
                .ifNoItem()
                .after(patience.plusMillis(1)) // timers count whole milliseconds, and refuse none at all
                .recoverWithItem(() -> Ended.worthAnotherLook(names))
                .flatMap(ended -> ended.failed()
                        .map(failed -> Uni.createFrom().<Turn>item(new Turn.Missed(failed)))
                        .orElseGet(again));
    }

    @Override
    public Uni<Kept> keep(WalletKey key, Held held, Lease lease) {
        return Uni.createFrom().deferred(() -> {
            Keys names = keys.of(key);
            if (lease.alone()) {
                return leases.giveUp(names, lease.token(), Ended.worthAnotherLook(names))
                        .replaceWith(Kept.NOWHERE);
            }
            Stored stored = new Stored(held, lease.generation());
            long epoch = membership.epoch();
            if (lease.token().isEmpty()) {
                // Redis is full: what it can't keep, memory may, which hears of purges all the same.
                remembered(key, names, stored, epoch);
                return Uni.createFrom().item(marks.current(names.user(), lease.generation()) ? Kept.KEPT : Kept.PURGED);
            }
            return wallets.keep(names, stored, lease.token())
                    .map(inRedis -> {
                        if (inRedis == Kept.PURGED) {
                            return Kept.PURGED;
                        }
                        leases.ended(names, lease.token());
                        remembered(key, names, stored, epoch);
                        return Kept.KEPT; // in memory at least
                    })
                    .onFailure(RedisTrouble.class)
                    .recoverWithItem(() -> {
                        leases.ended(names, lease.token());
                        return Kept.NOWHERE;
                    });
        });
    }

    @Override
    public Uni<Void> giveUp(WalletKey key, Lease lease, Failed failed) {
        return Uni.createFrom().deferred(() -> {
            Keys names = keys.of(key);
            return leases.giveUp(names, lease.token(), Ended.of(names, failed));
        });
    }

    @Override
    public boolean current(UserId user, long generation) {
        return marks.current(keys.user(user), generation);
    }

    @Override
    public Uni<Void> purge(Collection<UserId> users) {
        return Multi.createFrom()
                .iterable(users.stream().map(keys::user).toList())
                .onItem()
                .transformToUni(user -> wallets.purge(keys.generation(user)).map(purged -> Map.entry(user, purged)))
                .merge(PURGES_AT_ONCE)
                .collect()
                .asList()
                .onFailure(RedisTrouble.class)
                .retry()
                .withBackOff(BETWEEN_PURGE_TRIES)
                .atMost(PURGE_RETRIES)
                .onFailure()
                .transform(trouble -> new PurgeUnconfirmed("Redis can't be reached."))
                .flatMap(purged -> bus.announce(
                        purged.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    @Override
    @Nullable
    Slot current(WalletKey key) {
        Slot slot = memory.get(key);
        if (slot == null) {
            return null;
        }
        Stamp stamp = slot.stamp();
        boolean heardOfEveryPurge = membership.listening() && stamp.epoch() == membership.epoch();
        return heardOfEveryPurge && marks.current((String) stamp.user(), stamp.generation()) ? slot : null;
    }

    /**
     * Puts what came from Redis, or went there, into memory.
     *
     * @param epoch that of before Redis was asked
     */
    private Held remembered(WalletKey key, Keys names, Stored stored, long epoch) {
        if (membership.listening() && membership.epoch() == epoch) {
            memory.put(key, Slot.of(stored.held(), new Stamp(names.user(), stored.generation(), epoch)));
        }
        return stored.held();
    }

    private static Duration shortest(Duration... durations) {
        return Collections.min(List.of(durations));
    }
}
