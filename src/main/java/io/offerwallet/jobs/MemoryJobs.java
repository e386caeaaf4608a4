package io.offerwallet.jobs;

import io.offerwallet.jobs.Job.Items;
import io.offerwallet.jobs.Job.RefusedRow;
import io.offerwallet.jobs.Job.Rows;
import io.offerwallet.jobs.Job.State;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Jobs of a process without Redis, which end with it. Bounded; thread-safe. */
final class MemoryJobs implements JobStore {

    private static final Duration PACE = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Duration keptFor;
    private final long mostBytes;
    private final Map<String, Kept> jobs = new LinkedHashMap<>();
    private long bytes;

    /** @param mostBytes how much all items may take */
    MemoryJobs(InstantSource clock, Duration keptFor, long mostBytes) {
        this.clock = clock;
        this.keptFor = keptFor;
        this.mostBytes = mostBytes;
    }

    private static final class Kept {
        private final JobRequest request;
        private final Instant createdAt;
        private final Deque<Chunk> chunks = new ArrayDeque<>();
        private final Map<String, Chunk> begun = new HashMap<>();
        private final List<RefusedRow> examples = new ArrayList<>();
        private final Map<String, Long> outcomes = new HashMap<>();
        private State state = State.RECEIVING;
        private Instant touchedAt;
        private @Nullable Instant finishedAt;
        private long received;
        private long accepted;
        private long refused;
        private long total;
        private long done;
        private long failed;
        private @Nullable Instant markAt;
        private long markItems;
        private @Nullable Instant beforeAt;
        private long beforeItems;

        Kept(JobRequest request, Instant now) {
            this.request = request;
            this.createdAt = now;
            this.touchedAt = now;
        }
    }

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public Uni<Void> create(String id, JobRequest request) {
        return step(() -> {
            jobs.put(id, new Kept(request, clock.instant()));
            return null;
        });
    }

    @Override
    public Uni<Boolean> append(String id, Chunk chunk) {
        return step(() -> {
            Kept kept = jobs.get(id);
            if (kept == null || kept.state != State.RECEIVING) {
                return false;
            }
            if (bytes + chunk.packed().length > mostBytes) {
                throw new JobsUnavailable("JOBS_MEMORY is full: without Redis, all jobs have " + mostBytes
                        + " bytes for what they have not done.");
            }
            if (chunk.number() == kept.received) {
                kept.received++;
                kept.touchedAt = clock.instant();
                kept.accepted += chunk.accepted();
                kept.refused += chunk.refused();
                kept.total += chunk.items();
                chunk.refusedRows().stream()
                        .limit(MOST_EXAMPLES - kept.examples.size())
                        .forEach(kept.examples::add);
                if (chunk.items() > 0) {
                    kept.chunks.add(chunk);
                    bytes += chunk.packed().length;
                }
            }
            return true;
        });
    }

    @Override
    public Uni<Boolean> start(String id) {
        return step(() -> {
            Kept kept = jobs.get(id);
            if (kept == null || kept.state != State.RECEIVING) {
                return false;
            }
            kept.state = State.WAITING;
            endIfDone(kept);
            return true;
        });
    }

    @Override
    public Uni<Optional<Job>> find(String id) {
        return step(() -> Optional.ofNullable(jobs.get(id)).map(kept -> job(id, kept)));
    }

    @Override
    public Uni<Boolean> end(String id, State how) {
        return step(() -> {
            Kept kept = jobs.get(id);
            if (kept == null || kept.state.ended()) {
                return false;
            }
            finish(kept, how);
            return true;
        });
    }

    @Override
    public Uni<List<String>> open(String kind) {
        return step(() -> jobs.entrySet().stream()
                .filter(job -> !job.getValue().state.ended()
                        && job.getValue().request.kind().equals(kind))
                .map(Map.Entry::getKey)
                .toList());
    }

    @Override
    public Uni<Claimed> claim(String id) {
        return step(() -> {
            Kept kept = jobs.get(id);
            Instant now = clock.instant();
            if (kept == null || kept.state.ended()) {
                return new Claimed.Ended();
            }
            if (kept.state == State.RECEIVING) {
                if (now.isBefore(kept.touchedAt.plus(LONGEST_SILENCE))) {
                    return new Claimed.Later();
                }
                finish(kept, State.FAILED);
                return new Claimed.Ended();
            }
            if (kept.request.deadline().filter(end -> !now.isBefore(end)).isPresent()) {
                finish(kept, State.EXPIRED);
                return new Claimed.Ended();
            }
            boolean early = kept.request.notBefore().filter(now::isBefore).isPresent();
            if (early || kept.chunks.isEmpty()) {
                return new Claimed.Later();
            }
            if (kept.state == State.WAITING) {
                kept.state = State.RUNNING;
                kept.markAt = now;
            }
            Chunk chunk = kept.chunks.remove();
            String token = Long.toString(chunk.number());
            kept.begun.put(token, chunk);
            return new Claimed.Work(new Claim(id, kept.request, token, chunk.packed()));
        });
    }

    @Override
    public Uni<Boolean> renew(Claim claim) {
        return step(() -> {
            Kept kept = jobs.get(claim.id());
            return kept != null && kept.begun.containsKey(claim.token());
        });
    }

    @Override
    public Uni<Boolean> done(Claim claim, Tally tally) {
        return step(() -> {
            Kept kept = jobs.get(claim.id());
            Chunk chunk = kept == null ? null : kept.begun.remove(claim.token());
            if (kept == null || chunk == null) {
                return false;
            }
            bytes -= chunk.packed().length;
            kept.done += tally.done();
            kept.failed += tally.failed();
            tally.words().forEach((word, count) -> kept.outcomes.merge(word, (long) count, Long::sum));
            Instant now = clock.instant();
            if (kept.markAt != null && !now.isBefore(kept.markAt.plus(PACE))) {
                kept.beforeAt = kept.markAt;
                kept.beforeItems = kept.markItems;
                kept.markAt = now;
                kept.markItems = kept.done + kept.failed;
            }
            endIfDone(kept);
            return true;
        });
    }

    private boolean isOld(Kept kept) {
        return kept.finishedAt != null && kept.finishedAt.plus(keptFor).isBefore(clock.instant());
    }

    private void endIfDone(Kept kept) {
        if (kept.chunks.isEmpty() && kept.begun.isEmpty()) {
            finish(kept, State.DONE);
        }
    }

    private void finish(Kept kept, State how) {
        kept.state = how;
        kept.finishedAt = clock.instant();
        kept.chunks.forEach(chunk -> bytes -= chunk.packed().length);
        kept.begun.values().forEach(chunk -> bytes -= chunk.packed().length);
        kept.chunks.clear();
        kept.begun.clear();
    }

    private Job job(String id, Kept kept) {
        Instant until = kept.finishedAt == null ? clock.instant() : kept.finishedAt;
        Instant since = kept.beforeAt != null ? kept.beforeAt : kept.markAt;
        long ended = kept.done + kept.failed - kept.beforeItems;
        return new Job(
                id,
                kept.request,
                kept.state,
                false,
                kept.createdAt,
                Optional.ofNullable(kept.finishedAt),
                new Rows(kept.accepted, kept.refused, kept.examples),
                new Items(kept.total, kept.done, kept.failed, kept.outcomes),
                since == null ? 0 : Pace.perSecond(ended, Duration.between(since, until)));
    }

    private <T> Uni<T> step(Supplier<T> step) {
        return Uni.createFrom().item(() -> {
            synchronized (this) {
                jobs.values().removeIf(this::isOld);
                return step.get();
            }
        });
    }
}
