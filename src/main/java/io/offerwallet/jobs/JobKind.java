package io.offerwallet.jobs;

import io.smallrye.mutiny.Uni;

/** A kind of job: what its items are, and how one is carried out. There is one bean for each kind. */
public interface JobKind {

    /** Its name, for metrics and callers: lower-case letters, digits and underscores. */
    String name();

    /** How many items one process carries out at once. */
    int concurrency();

    /**
     * Carries out an item. After a crash it may be carried out again, so that must do no harm. It may take any time, isn't
     * cancelled, and doesn't fail, but for bugs.
     *
     * @param item not to be changed
     */
    Uni<ItemOutcome> carryOut(JobRequest job, byte[] item);
}
