package io.offerwallet.cache;

import io.offerwallet.cache.SlidingLog.Entry;
import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisFailure;
import io.offerwallet.redis.RedisTrouble;
import io.offerwallet.redis.Script;
import io.offerwallet.wallet.CallBudget.Terms;
import io.offerwallet.wallet.CallBudget.Use;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The budget as it is kept in Redis, by Redis' clock: the calls of the last window, the calls under way, and a number that
 * grows with every take. Whoever knows a greater number, or finds none, or finds that nobody has been there for a while,
 * knows that Redis has forgotten something or was out of reach. From then on, and whenever a process comes that made calls
 * by itself, every process gets no more than its share, until all must have noticed; and nothing at all as long as a
 * process still has more than that.
 */
final class BudgetScript {

    /** How long nobody may have been there, a few pulses, before it is taken for an outage. */
    static final Duration LONGEST_SILENCE = Duration.ofMillis(600);

    /** Long enough for every process to connect again, and to come with what it did meanwhile. */
    static final Duration SHARES_FOR = Duration.ofSeconds(3);

    /** A call that ends in another process makes room without a word to this one. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private static final long NO_LIMIT = Integer.MAX_VALUE;

    /**
     * Gives {@code {number, calls granted, microseconds until it is worth asking again, 1 for shares}}. What makes room
     * comes first: after that, Redis doesn't break off the script even if it is full.
     */
    private static final Script TAKE = new Script("""
            local state, log, calls = KEYS[1], KEYS[2], KEYS[3]
            local token, wanted, seen, alone = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4] == '1'
            local rate, concurrency = tonumber(ARGV[5]), tonumber(ARGV[6])
            local rateShare, concurrencyShare = tonumber(ARGV[7]), tonumber(ARGV[8])
            local window, lapse, settle = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])
            local silence, sharesFor, look = tonumber(ARGV[12]), tonumber(ARGV[13]), tonumber(ARGV[14])
            local argument = 15
            local function each(size, work)
              local last = argument + ARGV[argument] * size
              for i = argument + 1, last, size do
                work(ARGV[i], ARGV[i + 1])
              end
              argument = last + 1
            end

            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            redis.call('ZREMRANGEBYSCORE', log, '-inf', now - window)
            redis.call('ZREMRANGEBYSCORE', calls, '-inf', now)
            each(1, function(ended) redis.call('ZREM', calls, ended) end)
            each(1, function(unused)
              redis.call('ZREM', calls, unused)
              redis.call('ZREM', log, unused)
            end)
            each(2, function(made, ago) redis.call('ZADD', log, now - ago, made) end)
            each(1, function(begun) redis.call('ZADD', calls, now + lapse, begun) end)

            local number = redis.call('HINCRBY', state, 'number', 1)
            local last = tonumber(redis.call('HGET', state, 'last') or '-1')
            local from = tonumber(redis.call('HGET', state, 'from') or '0')
            local sharesUntil = tonumber(redis.call('HGET', state, 'shares') or '0')
            local back = now < last
            local forgot = last < 0 or number <= seen or back
            if back then
              redis.call('DEL', log, calls)
            end
            if number <= seen then
              number = seen + 1
            end
            if forgot or alone or now - last > silence then
              sharesUntil = now + sharesFor
              if forgot or not alone then
                from = alone and now or now + (forgot and settle or window)
              end
            end
            local function text(n) return string.format('%.0f', n) end
            redis.call('HSET', state, 'number', text(number), 'last', text(now), 'from', text(from),
                'shares', text(sharesUntil))

            local shares = now < sharesUntil
            local me = string.match(token, '^[^:]+')
            local function room(key, whole, share)
              local left = whole - redis.call('ZCARD', key)
              if not shares then
                return left
              end
              local counts = {}
              for _, name in ipairs(redis.call('ZRANGE', key, 0, -1)) do
                local process = string.match(name, '^[^:]+')
                counts[process] = (counts[process] or 0) + 1
                if counts[process] > share then
                  return 0
                end
              end
              return math.min(left, share - (counts[me] or 0))
            end
            if now < from then
              return {number, 0, from - now, shares and 1 or 0}
            end
            local byRate = room(log, rate, rateShare)
            local granted = math.max(0, math.min(wanted, byRate, room(calls, concurrency, concurrencyShare)))
            for i = 1, granted do
              redis.call('ZADD', log, now, token .. ':' .. i)
              redis.call('ZADD', calls, now + lapse, token .. ':' .. i)
            end
            local again = look
            if byRate <= granted and not shares then
              local oldest = redis.call('ZRANGE', log, 0, 0, 'WITHSCORES')
              again = math.max(look, oldest[2] + window - now)
            end
            return {number, granted, again, shares and 1 or 0}
            """);

    private final RedisCommands redis;
    private final List<String> keys;
    private final Map<Use, List<Object>> terms = new EnumMap<>(Use.class);

    /**
     * @param window in which no more calls are granted than the rate
     * @param lapse for how long a call counts as under way if nobody says that it has ended
     * @param settle how long after Redis has forgotten everything none of what it granted before goes on
     */
    BudgetScript(
            RedisCommands redis, List<String> keys, Terms budget, Duration window, Duration lapse, Duration settle) {
        this.redis = redis;
        this.keys = List.copyOf(keys);
        for (Use use : Use.values()) {
            terms.put(
                    use,
                    List.of(
                            number(budget.rate(use)),
                            number(budget.concurrency(use)),
                            number(budget.rateShare(use)),
                            number(budget.concurrencyShare(use)),
                            micros(window),
                            micros(lapse),
                            micros(settle),
                            micros(LONGEST_SILENCE),
                            micros(SHARES_FOR),
                            micros(BETWEEN_LOOKS)));
        }
    }

    private static long number(Optional<Integer> calls) {
        return calls.map(Integer::longValue).orElse(NO_LIMIT);
    }

    /**
     * What a process asks and tells.
     *
     * @param token names the take; what comes before its first colon names the process
     * @param seen the greatest number the process knows
     * @param alone whether it has made calls by itself since it was last here; then the last two lists tell which
     * @param ended calls that Redis knows, and that have ended
     * @param unused what was granted, or may have been, and will not be used
     * @param made the calls of the last window
     * @param underWay the calls under way
     */
    record Take(
            String token,
            int wanted,
            Use use,
            long seen,
            boolean alone,
            List<String> ended,
            List<String> unused,
            List<Entry> made,
            Collection<String> underWay,
            long sentAt) {

        /** What the calls are called that it may be granted. */
        List<String> tokens(int count) {
            return IntStream.rangeClosed(1, count)
                    .mapToObj(i -> token + ':' + i)
                    .toList();
        }
    }

    /** What is granted; the number is the greatest there is. */
    record Answer(long number, int granted, Duration again, boolean shares) {}

    /** Fails with {@link RedisTrouble} only. */
    Uni<Answer> run(Take take) {
        List<Object> arguments =
                new ArrayList<>(List.of(take.token(), take.wanted(), take.seen(), take.alone() ? 1 : 0));
        arguments.addAll(terms.get(take.use()));
        arguments.add(take.ended().size());
        arguments.addAll(take.ended());
        arguments.add(take.unused().size());
        arguments.addAll(take.unused());
        arguments.add(take.made().size());
        for (Entry call : take.made()) {
            arguments.add(call.name());
            arguments.add(TimeUnit.NANOSECONDS.toMicros(take.sentAt() - call.at()));
        }
        arguments.add(take.underWay().size());
        arguments.addAll(take.underWay());
        return TAKE.run(redis, keys, arguments.toArray()).map(BudgetScript::answer);
    }

    private static Answer answer(@Nullable Response found) {
        if (found == null) {
            throw new RedisTrouble(RedisFailure.REFUSED);
        }
        return new Answer(
                found.get(0).toLong(),
                found.get(1).toInteger(),
                Duration.of(found.get(2).toLong(), ChronoUnit.MICROS),
                found.get(3).toInteger() == 1);
    }

    private static long micros(Duration time) {
        return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
    }
}
