package io.offerwallet.jobs;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps jobs, and gives out their chunks, each to one process at a time. A chunk whose process gives no sign of life is
 * given to another; one that is given out again and again without ever ending is buried. Everything fails with {@link
 * JobsUnavailable} only.
 */
interface JobStore {

    /** How often a chunk is given out. */
    int MOST_DELIVERIES = 5;

    /** How long a job's items may fail to come in before it has failed. */
    Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    /** How many refused rows are told of. */
    int MOST_EXAMPLES = 100;

    /** The word for what is buried. */
    String ABANDONED = "abandoned";

    /** Whether jobs survive the end of this process. */
    boolean durable();

    /** Begins a job that receives its items. */
    Uni<Void> create(String id, JobRequest request);

    /** Adds a chunk; whether the job still takes any. */
    Uni<Boolean> append(String id, Chunk chunk);

    /** All items are there. Whether the job was still receiving. */
    Uni<Boolean> start(String id);

    Uni<Optional<Job>> find(String id);

    /** Ends a job that hasn't ended in this way; whether it hadn't. */
    Uni<Boolean> end(String id, Job.State how);

    /** The jobs of a kind that haven't ended, oldest first. */
    Uni<List<String>> open(String kind);

    /** What there is to do for a job. Ends it if that is all. */
    Uni<Claimed> claim(String id);

    /** A sign of life; whether the chunk is still this process' to carry out. */
    Uni<Boolean> renew(Claim claim);

    /** A chunk has ended; whether that was counted, once. */
    Uni<Boolean> done(Claim claim, Tally tally);

    /**
     * A chunk, given to this process.
     *
     * @param token tells it from the job's others
     */
    @SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
    record Claim(String id, JobRequest request, String token, byte[] packed) {}

    /** What {@link #claim} comes to. */
    sealed interface Claimed {

        /** A chunk to carry out. */
        record Work(Claim claim) implements Claimed {}

        /** There is nothing to do now, but may be later. */
        record Later() implements Claimed {}

        /** Something was put right: it is worth asking again. */
        record Buried(int items) implements Claimed {}

        /** The job has ended. */
        record Ended() implements Claimed {}
    }
}
