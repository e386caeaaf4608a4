package io.offerwallet.jobs;

/** Hears what becomes of jobs, for metrics and logs. */
public interface JobListener {

    /** So many items of a job have ended in this way, in this process. */
    default void carriedOut(String kind, String outcome, int items) {}

    /** So many items of all jobs of this kind are left that may be carried out now, by any process. */
    default void backlog(String kind, long items) {}

    /** What a process had begun again and again, and never ended, is given up. */
    default void buried(String kind, int items) {}
}
