package io.offerwallet.jobs;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Takes jobs and tells of them. Thread-safe. Everything fails with {@link JobsUnavailable} only. */
public final class Jobs {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Pattern ID = Pattern.compile("[a-z0-9_]{1,40}-[0-9a-f]{16}");

    private final JobStore store;
    private volatile boolean closed;

    Jobs(JobStore store) {
        this.store = store;
    }

    /** Begins a job, which then receives its items. */
    public Uni<JobDraft> begin(JobRequest request) {
        return Uni.createFrom().deferred(() -> {
            String id = request.kind()
                    + '-'
                    + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            return store.create(id, request).replaceWith(() -> new JobDraft(id, store));
        });
    }

    /** The job as it stands; empty if there is none of this id, or none any more. */
    public Uni<Optional<Job>> find(String id) {
        return ID.matcher(id).matches() ? store.find(id) : Uni.createFrom().item(Optional.empty());
    }

    /** Gives up what of the job hasn't been begun, unless it has ended. The job as it stands then. */
    public Uni<Optional<Job>> cancel(String id) {
        return ID.matcher(id).matches()
                ? store.end(id, Job.State.CANCELLED).flatMap(cancelled -> store.find(id))
                : Uni.createFrom().item(Optional.empty());
    }

    /**
     * The job as it stands again and again, about once a second, until it has ended or is told of no more, or this process ends;
     * nothing if there is none of this id.
     */
    public Multi<Job> follow(String id) {
        return Multi.createBy()
                .repeating()
                .uni(() -> find(id))
                .withDelay(BETWEEN_LOOKS)
                .until(found -> closed || found.isEmpty())
                .onItem()
                .transform(Optional::orElseThrow)
                .select()
                .first(new UpToTheEnd());
    }

    /** This process is about to end. */
    void close() {
        closed = true;
    }

    /** Lets the first job that has ended pass, too. */
    private static final class UpToTheEnd implements Predicate<Job> {
        private boolean ended;

        @Override
        public boolean test(Job job) {
            boolean passes = !ended;
            ended = job.state().ended();
            return passes;
        }
    }
}
