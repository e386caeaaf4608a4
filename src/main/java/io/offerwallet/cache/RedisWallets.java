package io.offerwallet.cache;

import io.offerwallet.cache.RedisKeys.Keys;
import io.offerwallet.cache.WalletCodec.Stored;
import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisTrouble;
import io.offerwallet.redis.Script;
import io.offerwallet.wallet.Kept;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The wallets in Redis (L2). Each names the purge generation it was loaded in; it is current while that is what stands under
 * the user's generation key. A purge removes that key, and the next load makes a new one, with a number greater than any
 * before. So nothing is lost by a generation key that Redis drops, but what was cached.
 *
 * <p>Everything fails with {@link RedisTrouble} only.
 */
final class RedisWallets {

    /** The turn ends also if there is no room for the wallet. Those who wait are told on their channels. */
    private static final Script KEEP = new Script("""
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then
              return 0
            end
            local kept = redis.pcall('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
            redis.call('PEXPIRE', KEYS[1], ARGV[4])
            """ + LoadLeases.END_TURN + """
            if type(kept) == 'table' and kept.err then
              return 2
            end
            return 1
            """);

    /** Microseconds, so that two purges of a user never have the same number. */
    private static final Script PURGE = new Script("""
            local time = redis.call('TIME')
            redis.call('DEL', KEYS[1])
            return time[1] * 1000000 + time[2]
            """);

    private final RedisCommands redis;
    private final InstantSource clock;
    private final Duration rememberFor;
    private final long mostBytes;

    /**
     * @param rememberFor how long a user's generation outlives the last wallet: longer than any load takes
     * @param mostBytes the most that SessionM's bytes of one wallet may take
     */
    RedisWallets(RedisCommands redis, InstantSource clock, Duration rememberFor, long mostBytes) {
        this.redis = redis;
        this.clock = clock;
        this.rememberFor = rememberFor;
        this.mostBytes = mostBytes;
    }

    Uni<Optional<Stored>> find(Keys keys) {
        return redis.send(Request.cmd(Command.MGET).arg(keys.generation()).arg(keys.wallet()))
                .map(found -> found == null ? Optional.empty() : current(keys, found.get(0), found.get(1)));
    }

    /** What stands in Redis, if it can be read and is of the user's present generation. */
    Optional<Stored> current(Keys keys, @Nullable Response generation, @Nullable Response wallet) {
        if (generation == null || wallet == null) {
            return Optional.empty();
        }
        return WalletCodec.read(keys.wallet(), wallet.toBytes(), mostBytes)
                .filter(stored -> Long.toString(stored.generation()).equals(generation.toString()));
    }

    /** Keeps a wallet in its generation for its time, and ends the turn it was loaded in; nowhere if Redis is full. */
    Uni<Kept> keep(Keys keys, Stored stored, String token) {
        Duration left = Duration.between(clock.instant(), stored.held().usableUntil());
        long millis = Math.max(1, left.toMillis());
        return KEEP.run(
                        redis,
                        keys.all(),
                        stored.generation(),
                        WalletCodec.write(keys.wallet(), stored),
                        millis,
                        millis + rememberFor.toMillis(),
                        token,
                        Ended.worthAnotherLook(keys).text())
                .map(answer -> switch (answer == null ? 0 : answer.toInteger()) {
                    case 0 -> Kept.PURGED;
                    case 1 -> Kept.KEPT;
                    default -> Kept.NOWHERE;
                });
    }

    /** Ends the user's generation; gives a number that no generation before has reached, and every later one exceeds. */
    Uni<Long> purge(String generationKey) {
        return PURGE.run(redis, List.of(generationKey)).map(time -> time == null ? 0L : time.toLong());
    }
}
