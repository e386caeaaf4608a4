package io.offerwallet.jobs;

import io.offerwallet.jobs.JobStore.Claimed.Buried;
import io.offerwallet.jobs.JobStore.Claimed.Ended;
import io.offerwallet.jobs.JobStore.Claimed.Later;
import io.offerwallet.jobs.JobStore.Claimed.Work;
import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisTrouble;
import io.offerwallet.redis.Script;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Jobs in Redis: each one a hash and a stream of chunks, which a consumer group shares among the processes. No key of a job
 * that has come in whole has an expiry, so Redis doesn't drop it when it is full.
 */
final class RedisJobs implements JobStore {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
    private static final Duration LONGEST_BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int TRIES = 8;

    /** How long a job that still receives its items is kept without a sign of them; workers notice before. */
    private static final Duration UNFINISHED_FOR = LONGEST_SILENCE.multipliedBy(2);

    private final RedisCommands redis;
    private final String prefix;
    private final String process;
    private final Duration lease;
    private final Duration keptFor;

    /** @param process tells this process from the others */
    RedisJobs(RedisCommands redis, String prefix, String process, Duration lease, Duration keptFor) {
        this.redis = redis;
        this.prefix = prefix;
        this.process = process;
        this.lease = lease;
        this.keptFor = keptFor;
    }

    @Override
    public boolean durable() {
        return true;
    }

    /**
     * Entered only when it is there: who finds an entry without its job takes it out again. Should this process end in between,
     * what nobody finds expires.
     */
    @Override
    public Uni<Void> create(String id, JobRequest request) {
        List<Object> arguments = new ArrayList<>(List.of(UNFINISHED_FOR.toMillis()));
        arguments.addAll(JobFields.written(request));
        Request entered = Request.cmd(Command.ZADD)
                .arg(openKey(request.kind()))
                .arg(Instant.now().toEpochMilli())
                .arg(id);
        return persistent(run(JobScripts.CREATE, id, arguments.toArray()).flatMap(done -> redis.send(entered)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> append(String id, Chunk chunk) {
        List<Object> arguments = new ArrayList<>(List.of(
                chunk.number(),
                chunk.items(),
                chunk.accepted(),
                chunk.refused(),
                chunk.packed(),
                MOST_EXAMPLES,
                UNFINISHED_FOR.toMillis()));
        chunk.refusedRows().forEach(row -> arguments.addAll(List.of(row.line(), row.reason())));
        return persistent(run(JobScripts.APPEND, id, arguments.toArray())).map(RedisJobs::yes);
    }

    @Override
    public Uni<Boolean> start(String id) {
        return persistent(run(JobScripts.START, id, keptFor.toMillis())).map(RedisJobs::yes);
    }

    @Override
    public Uni<Optional<Job>> find(String id) {
        return persistent(run(JobScripts.FIND, id)).map(found -> {
            Map<String, String> fields = pairs(found == null ? null : found.get(0));
            if (found == null || fields.isEmpty()) {
                return Optional.empty();
            }
            Instant now = Instant.ofEpochMilli(found.get(2).toLong());
            return Optional.of(JobFields.job(id, fields, texts(found.get(1)), now));
        });
    }

    @Override
    public Uni<Boolean> end(String id, Job.State how) {
        return persistent(run(JobScripts.END, id, how.name().toLowerCase(Locale.ROOT), keptFor.toMillis()))
                .map(RedisJobs::yes);
    }

    @Override
    public Uni<List<String>> open(String kind) {
        return trouble(redis.send(
                        Request.cmd(Command.ZRANGE).arg(openKey(kind)).arg(0).arg(-1)))
                .map(RedisJobs::texts);
    }

    @Override
    public Uni<Claimed> claim(String id) {
        return trouble(run(
                        JobScripts.CLAIM,
                        id,
                        process,
                        lease.toMillis(),
                        MOST_DELIVERIES,
                        LONGEST_SILENCE.toMillis(),
                        keptFor.toMillis(),
                        ABANDONED))
                .flatMap(found -> claimed(id, found));
    }

    private Uni<Claimed> claimed(String id, @Nullable Response found) {
        if (found == null) {
            return Uni.createFrom().failure(new JobsUnavailable("Redis gave no answer."));
        }
        return switch (found.get(0).toString()) {
            case "work" ->
                trouble(redis.send(Request.cmd(Command.HGETALL).arg(keys(id).get(0))))
                        .map(fields -> new Work(new Claim(
                                id,
                                JobFields.request(pairs(fields)),
                                found.get(1).toString(),
                                found.get(2).toBytes())));
            case "buried" -> Uni.createFrom().item(new Buried(found.get(1).toInteger()));
            case "later" -> Uni.createFrom().item(new Later());
            default -> forgotten(id).replaceWith(new Ended());
        };
    }

    /** It is told of for a while, but there is nothing to do for it. */
    private Uni<Void> forgotten(String id) {
        return trouble(redis.send(
                        Request.cmd(Command.ZREM).arg(openKey(kindOf(id))).arg(id)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> renew(Claim claim) {
        return trouble(run(JobScripts.RENEW, claim.id(), claim.token(), process))
                .map(RedisJobs::yes);
    }

    @Override
    public Uni<Boolean> done(Claim claim, Tally tally) {
        List<Object> arguments =
                new ArrayList<>(List.of(claim.token(), tally.done(), tally.failed(), keptFor.toMillis()));
        tally.words().forEach((word, count) -> arguments.addAll(List.of(word, count)));
        return persistent(run(JobScripts.DONE, claim.id(), arguments.toArray())).map(RedisJobs::yes);
    }

    private Uni<@Nullable Response> run(Script script, String id, Object... arguments) {
        return Uni.createFrom().deferred(() -> script.run(redis, keys(id), arguments));
    }

    /** All of one hash tag, so that a cluster has them on one node. */
    private List<String> keys(String id) {
        String root = prefix + ":{job." + id + "}:";
        return List.of(root + "job", root + "work", root + "rows", root + "dead");
    }

    private String openKey(String kind) {
        return prefix + ":{jobs}:" + kind;
    }

    /** A job's id begins with its kind. */
    private static String kindOf(String id) {
        return id.substring(0, Math.max(0, id.lastIndexOf('-')));
    }

    /** Every step may be repeated, so one that got lost is; Redis may be failing over. */
    private static <T> Uni<T> persistent(Uni<T> step) {
        return trouble(step.onFailure(RedisTrouble.class)
                .retry()
                .withBackOff(BETWEEN_TRIES, LONGEST_BETWEEN_TRIES)
                .atMost(TRIES));
    }

    private static <T> Uni<T> trouble(Uni<T> step) {
        return step.onFailure().transform(failure -> new JobsUnavailable("Redis can't be reached, or is full."));
    }

    private static boolean yes(@Nullable Response answer) {
        return answer != null && answer.toInteger() == 1;
    }

    private static List<String> texts(@Nullable Response list) {
        return list == null
                ? List.of()
                : StreamSupport.stream(list.spliterator(), false)
                        .map(Response::toString)
                        .toList();
    }

    /** A map comes as such from the newer protocol, and as a list from a script or the older one. */
    private static Map<String, String> pairs(@Nullable Response map) {
        Map<String, String> pairs = new HashMap<>();
        if (map == null) {
            return pairs;
        }
        if (map.type() == ResponseType.MULTI && map.isArray()) {
            List<String> all = texts(map);
            for (int i = 0; i + 1 < all.size(); i += 2) {
                pairs.put(all.get(i), all.get(i + 1));
            }
        } else {
            map.getKeys().forEach(key -> pairs.put(key, map.get(key).toString()));
        }
        return pairs;
    }
}
