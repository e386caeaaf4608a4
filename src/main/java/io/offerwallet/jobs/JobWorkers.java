package io.offerwallet.jobs;

import java.util.List;

/** All that carries out jobs in this process. */
public final class JobWorkers {

    private final Jobs jobs;
    private final List<JobWorker> workers;

    JobWorkers(Jobs jobs, List<JobWorker> workers) {
        this.jobs = jobs;
        this.workers = List.copyOf(workers);
    }

    /** Begins to look for work. */
    public void open() {
        workers.forEach(JobWorker::open);
    }

    /** Begins nothing more; other processes go on with what this one leaves, when its lease is over. */
    public void close() {
        jobs.close();
        workers.forEach(JobWorker::close);
    }
}
