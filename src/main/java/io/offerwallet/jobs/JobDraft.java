package io.offerwallet.jobs;

import io.offerwallet.jobs.Job.RefusedRow;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/**
 * A job whose items are coming in, in any number: what waits to be kept is bounded. Not thread-safe; each step is to be
 * waited for before the next.
 */
public final class JobDraft {

    /** Enough for the steps not to matter, few enough for progress to be seen. */
    private static final int ITEMS_PER_CHUNK = 100;

    private final String id;
    private final JobStore store;
    private final List<byte[]> items = new ArrayList<>();
    private final List<RefusedRow> refusedRows = new ArrayList<>();
    private long chunks;
    private int accepted;
    private long refused;

    JobDraft(String id, JobStore store) {
        this.id = id;
        this.store = store;
    }

    public String id() {
        return id;
    }

    /** A row with these items. */
    public void accept(List<byte[]> itemsOfRow) {
        accepted++;
        items.addAll(itemsOfRow);
    }

    /** A row that can't be understood. The reason holds nothing that was sent. */
    public void refuse(long line, String reason) {
        refused++;
        if (refusedRows.size() < JobStore.MOST_EXAMPLES) {
            refusedRows.add(new RefusedRow(line, reason));
        }
    }

    /** Whether enough has come in for {@link #keep} to be called before more does. */
    public boolean full() {
        return items.size() >= ITEMS_PER_CHUNK || refusedRows.size() >= JobStore.MOST_EXAMPLES;
    }

    /** Keeps what has come in. False if the job has been cancelled meanwhile. */
    public Uni<Boolean> keep() {
        return Uni.createFrom().deferred(() -> {
            Chunk chunk = new Chunk(chunks, PackedItems.pack(items), items.size(), accepted, refused, refusedRows);
            return store.append(id, chunk).invoke(taken -> {
                chunks++;
                items.clear();
                refusedRows.clear();
                accepted = 0;
                refused = 0;
            });
        });
    }

    /** Everything has come in: from now on the job is carried out. The job as it stands. */
    public Uni<Job> finish() {
        return keep().flatMap(kept -> store.start(id))
                .flatMap(started -> store.find(id))
                .map(job -> job.orElseThrow(() -> new JobsUnavailable("The job is gone.")));
    }

    /** It didn't come in whole; nothing of it is carried out. */
    public Uni<Void> abandon() {
        return store.end(id, Job.State.FAILED).replaceWithVoid();
    }
}
