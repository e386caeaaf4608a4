package io.offerwallet.cache;

import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.Script;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This process among the others: whether it has heard of every purge up to now, and who else must hear of one.
 *
 * <p>Now and then a process enters its name in Redis for the time of a lease, and in the same step sends a beat to itself.
 * When it hears the beat, it has heard every message sent before it, and is a listener until the lease that began when the
 * beat was sent is over. Who purges waits for every name that is entered, so no longer than a lease for one that hangs or
 * is gone; and what is held in memory is used only by listeners. An epoch is a time of listening without a break: what was
 * put into memory in an earlier one is not used again.
 */
final class Membership {

    /**
     * Long enough for a pause of a busy process, short enough for a purge to wait for one that died and still be within its
     * deadline.
     */
    static final Duration LEASE = Duration.ofMillis(1200);

    static final Duration BETWEEN_BEATS = Duration.ofMillis(300);

    /**
     * The names whose leases go on, each followed by the milliseconds left of it; the others are forgotten. The last
     * argument is what the keys of names begin with.
     */
    static final String LIVE_NAMES = """
            local live = {}
            for _, name in ipairs(redis.call('SMEMBERS', KEYS[1])) do
              local left = redis.call('PTTL', ARGV[#ARGV] .. name)
              if left > 0 then
                live[#live + 1] = name
                live[#live + 1] = left
              else
                redis.call('SREM', KEYS[1], name)
              end
            end
            return live
            """;

    /** Entering a name costs memory once only, so that a full Redis doesn't expel those who are entered. */
    private static final Script BEAT = new Script("""
            if redis.call('PEXPIRE', KEYS[2], ARGV[2]) == 0 or redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 0 then
              redis.call('SADD', KEYS[1], ARGV[1])
              redis.call('SET', KEYS[2], '', 'PX', ARGV[2])
            end
            redis.call('PUBLISH', ARGV[3], ARGV[4])
            """ + LIVE_NAMES);

    private static final Script LEAVE = new Script("""
            redis.call('SREM', KEYS[1], ARGV[1])
            return redis.call('DEL', KEYS[2])
            """);

    private final String name;
    private final RedisCommands redis;
    private final RedisKeys keys;
    private final LongSupplier nanoClock;

    private final AtomicLong epoch = new AtomicLong(1);
    private final Map<String, Long> leases = new ConcurrentHashMap<>();
    private volatile long listenerUntil;

    /** @param name tells this process from the others */
    Membership(String name, RedisCommands redis, RedisKeys keys, LongSupplier nanoClock) {
        this.name = name;
        this.redis = redis;
        this.keys = keys;
        this.nanoClock = nanoClock;
        this.listenerUntil = nanoClock.getAsLong();
    }

    String name() {
        return name;
    }

    /** Whether every purge that was confirmed up to now has been heard of. */
    boolean listening() {
        return nanoClock.getAsLong() - listenerUntil < 0;
    }

    /** The number of the present or last epoch. */
    long epoch() {
        return epoch.get();
    }

    /** Enters the name for another lease and sends a beat. */
    void beat() {
        long sentAt = nanoClock.getAsLong();
        BEAT.run(
                        redis,
                        List.of(keys.pods(), keys.pod(name)),
                        name,
                        LEASE.toMillis(),
                        keys.podChannel(name),
                        Beat.text(sentAt),
                        keys.pod(""))
                .subscribe()
                .with(this::see, trouble -> {});
    }

    /** A beat was heard that was sent at {@code sentAt}. */
    void heardBeat(long sentAt) {
        long until = sentAt + LEASE.toNanos();
        if (!listening()) {
            epoch.incrementAndGet();
        }
        if (until - listenerUntil > 0) {
            listenerUntil = until;
        }
    }

    /** Messages may have been missed: a new epoch begins with the next beat. */
    void deaf() {
        listenerUntil = nanoClock.getAsLong();
    }

    /** Whether nothing has been heard for so long that the connection can't be what it seems. */
    boolean deafForLong() {
        return nanoClock.getAsLong() - listenerUntil > LEASE.toNanos();
    }

    /** Tells the others not to wait for this process any more. */
    void leave() {
        deaf();
        LEAVE.run(redis, List.of(keys.pods(), keys.pod(name)), name).subscribe().with(done -> {}, trouble -> {});
    }

    /**
     * The other processes whose leases go on, by what {@link #LIVE_NAMES} says now and said before: Redis may have
     * forgotten them since, when it is full or fails over.
     */
    Set<String> others(@Nullable Response liveNames) {
        see(liveNames);
        long now = nanoClock.getAsLong();
        leases.values().removeIf(until -> until - now <= 0);
        return Set.copyOf(leases.keySet());
    }

    private void see(@Nullable Response liveNames) {
        long now = nanoClock.getAsLong();
        if (liveNames != null) {
            for (int i = 0; i + 1 < liveNames.size(); i += 2) {
                String other = liveNames.get(i).toString();
                if (!other.equals(name)) {
                    long until = now
                            + Duration.ofMillis(liveNames.get(i + 1).toLong()).toNanos();
                    leases.put(other, until);
                }
            }
        }
    }

    /** The message that a process sends to itself. */
    static final class Beat {

        private static final String WORD = "beat ";

        private Beat() {}

        static String text(long sentAt) {
            return WORD + sentAt;
        }

        static boolean is(String message) {
            return message.startsWith(WORD);
        }

        static long sentAt(String message) {
            return Long.parseLong(message.substring(WORD.length()));
        }
    }
}
