package io.offerwallet.cache;

import io.offerwallet.cache.RedisKeys.Keys;
import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisFailure;
import io.offerwallet.redis.RedisTrouble;
import io.offerwallet.redis.Script;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Lease;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may load a wallet (P6): one process at a time, which has a lease on it in Redis. Another that wants the same wallet
 * leaves its channel there and is told what came of it.
 *
 * <p>The lease is shorter than a load may take, and renewed while it is under way: that of a process which goes on
 * never lapses, and that of one which died, or whose word got lost, leaves who waits for it the time to load themselves
 * (P8). A process that paused for longer than its lease may find that another has the turn by then. What it loaded is kept
 * all the same if it is of the present generation, and the other's turn goes on.
 */
final class LoadLeases {

    /** With keys 3 and 4 the lease and who waits, the last but one argument the token and the last the message. */
    static final String END_TURN = """
            if redis.call('GET', KEYS[3]) == ARGV[#ARGV - 1] then
              redis.call('DEL', KEYS[3])
              for _, channel in ipairs(redis.call('SMEMBERS', KEYS[4])) do
                redis.call('PUBLISH', channel, ARGV[#ARGV])
              end
              redis.call('DEL', KEYS[4])
            end
            """;

    /**
     * Gives {@code {generation, wallet, whose, milliseconds left}}, where whose is 1 for the caller's turn, 0 for
     * another's, and 2 if Redis is full and can't say. A generation that isn't there, or is purged as the caller knows, is
     * begun anew.
     */
    private static final Script TAKE = new Script("""
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local generation = redis.call('GET', KEYS[1])
            local wallet = false
            if generation and tonumber(generation) > tonumber(ARGV[1]) then
              wallet = redis.call('GET', KEYS[2])
            else
              generation = string.format('%.0f', math.max(now, ARGV[1] + 1))
              local begun = redis.pcall('SET', KEYS[1], generation, 'PX', ARGV[2])
              if type(begun) == 'table' and begun.err then
                return {generation, false, 2, 0}
              end
            end
            local taken = redis.pcall('SET', KEYS[3], ARGV[3], 'PX', ARGV[4], 'NX')
            if type(taken) == 'table' and taken.err then
              return {generation, wallet, 2, 0}
            end
            if taken then
              return {generation, wallet, 1, 0}
            end
            if redis.call('GET', KEYS[3]) == ARGV[3] then
              redis.call('PEXPIRE', KEYS[3], ARGV[4])
              return {generation, wallet, 1, 0}
            end
            redis.call('SADD', KEYS[4], ARGV[5])
            redis.call('PEXPIRE', KEYS[4], ARGV[4])
            return {generation, wallet, 0, redis.call('PTTL', KEYS[3])}
            """);

    private static final Script RENEW = new Script("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            end
            return 0
            """);

    private static final Script GIVE_UP = new Script(END_TURN + "return 1\n");

    /** A load that takes no longer than this part of the lease, as most do, costs no renewal. */
    private static final int RENEWALS_PER_LEASE = 4;

    private static final int LOOKS_PER_RENEWAL = 2;

    private final RedisCommands redis;
    private final Duration lease;
    private final Duration longestLoad;
    private final String process;
    private final String channel;
    private final LongSupplier nanoClock;

    private final AtomicLong turns = new AtomicLong();
    private final Map<String, UnderWay> underWay = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Ended>> waiting = new ConcurrentHashMap<>();

    /**
     * @param lease for how long a process that died keeps others from loading
     * @param longestLoad longer than any load takes, and how long a generation goes on in which nothing is loaded
     * @param channel where this process is told what came of others' turns
     */
    LoadLeases(
            RedisCommands redis,
            Duration lease,
            Duration longestLoad,
            String process,
            String channel,
            LongSupplier nanoClock) {
        this.redis = redis;
        this.lease = lease;
        this.longestLoad = longestLoad;
        this.process = process;
        this.channel = channel;
        this.nanoClock = nanoClock;
    }

    /** Whose turn it is. */
    enum Whose {
        OURS,
        ANOTHERS,
        UNKNOWN
    }

    /**
     * How a question for a turn is answered.
     *
     * @param generation the user's purge generation
     * @param wallet what stands in Redis, readable or not
     * @param lease the turn, if it is ours; its token is empty if nobody knows whose it is
     * @param left for how long the other's lease goes on, if it isn't renewed
     * @param ended comes when the other's turn ends
     */
    record Answer(
            Response generation,
            @Nullable Response wallet,
            Whose whose,
            Lease lease,
            Duration left,
            Uni<Ended> ended) {}

    /**
     * The token to ask for a turn with: that of the turn which this process has already, or else a new one. The turn is
     * renewed also when nobody waits for it any more, since SessionM goes on with the call (P6).
     */
    String token(Keys keys) {
        Deadline renewal = nextRenewal();
        Deadline end = Deadline.in(longestLoad, nanoClock);
        return Objects.requireNonNull(underWay.compute(
                        keys.lease(),
                        (key, turn) -> new UnderWay(
                                turn == null ? process + '.' + turns.incrementAndGet() : turn.token(), end, renewal)))
                .token();
    }

    /**
     * Asks for the turn. One that this process has already is given to it again. Fails with {@link RedisTrouble} only.
     *
     * @param purged the last generation that is purged, as far as the caller knows
     */
    Uni<Answer> take(Keys keys, String token, long purged) {
        CompletableFuture<Ended> ended = waiting.computeIfAbsent(keys.id(), none -> new CompletableFuture<>());
        return TAKE.run(redis, keys.all(), purged, longestLoad.toMillis(), token, lease.toMillis(), channel)
                .map(found -> answer(found, token, ended))
                .invoke(answer -> {
                    if (answer.whose() != Whose.OURS) {
                        ended(keys, token);
                    }
                    if (answer.whose() != Whose.ANOTHERS) {
                        waiting.remove(keys.id(), ended);
                    }
                })
                .onFailure()
                .invoke(trouble -> {
                    ended(keys, token);
                    waiting.remove(keys.id(), ended);
                });
    }

    /** The caller has what it wants: it neither loads nor waits. */
    void leave(Keys keys, Answer answer) {
        waiting.remove(keys.id());
        if (answer.whose() == Whose.OURS) {
            giveUp(keys, answer.lease().token(), Ended.worthAnotherLook(keys))
                    .subscribe()
                    .with(done -> {}, bug -> {});
        }
    }

    /** Our turn has ended, as Redis knows or will notice. */
    void ended(Keys keys, String token) {
        underWay.computeIfPresent(keys.lease(), (key, turn) -> turn.token().equals(token) ? null : turn);
    }

    /** Ends our turn, if we have it, and tells those who wait. If Redis is in trouble, the lease lapses by and by. */
    Uni<Void> giveUp(Keys keys, String token, Ended how) {
        ended(keys, token);
        if (token.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return GIVE_UP.run(redis, keys.all(), token, how.text())
                .replaceWithVoid()
                .onFailure(RedisTrouble.class)
                .recoverWithNull();
    }

    /** Renews the leases of the turns that go on, where it is time to; to be done once every {@link #betweenLooks}. */
    void renew() {
        underWay.values().removeIf(turn -> turn.end().passed());
        underWay.forEach((key, turn) -> {
            if (turn.renewal().passed() && underWay.replace(key, turn, turn.renewedAt(nextRenewal()))) {
                RENEW.run(redis, List.of(key), turn.token(), lease.toMillis())
                        .subscribe()
                        .with(done -> {}, trouble -> {});
            }
        });
    }

    Duration betweenLooks() {
        return lease.dividedBy(RENEWALS_PER_LEASE * LOOKS_PER_RENEWAL);
    }

    private Deadline nextRenewal() {
        return Deadline.in(lease.dividedBy(RENEWALS_PER_LEASE), nanoClock);
    }

    /** A message about the end of another's turn. */
    void heard(String message) {
        Ended ended = Ended.read(message);
        CompletableFuture<Ended> awaited = waiting.remove(ended.id());
        if (awaited != null) {
            awaited.complete(ended);
        }
    }

    private static Answer answer(@Nullable Response found, String token, CompletableFuture<Ended> ended) {
        if (found == null) {
            throw new RedisTrouble(RedisFailure.REFUSED);
        }
        Whose whose =
                switch (found.get(2).toInteger()) {
                    case 0 -> Whose.ANOTHERS;
                    case 1 -> Whose.OURS;
                    default -> Whose.UNKNOWN;
                };
        Response generation = found.get(0);
        return new Answer(
                generation,
                found.get(1),
                whose,
                new Lease(generation.toLong(), whose == Whose.OURS ? token : ""),
                Duration.ofMillis(Math.max(0, found.get(3).toLong())),
                // A copy, because giving up waiting cancels it.
                Uni.createFrom().completionStage(ended::copy));
    }

    /**
     * A turn of this process.
     *
     * @param end when it must be over, or its end was forgotten
     * @param renewal when the lease is to be renewed
     */
    private record UnderWay(String token, Deadline end, Deadline renewal) {

        UnderWay renewedAt(Deadline next) {
            return new UnderWay(token, end, next);
        }
    }
}
