package io.offerwallet.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.offerwallet.jobs.JobKind;
import io.offerwallet.jobs.JobListener;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the items of jobs by how they ended, and shows how many are left. */
@Singleton
final class JobMetrics implements JobListener {

    private final MeterRegistry registry;
    private final Map<String, AtomicLong> backlogs = new ConcurrentHashMap<>();

    JobMetrics(MeterRegistry registry, Instance<JobKind> kinds) {
        this.registry = registry;
        kinds.stream().map(JobKind::name).forEach(this::register);
    }

    @Override
    public void carriedOut(String kind, String outcome, int items) {
        items(kind, outcome).increment(items);
    }

    @Override
    public void backlog(String kind, long items) {
        backlogs.computeIfAbsent(kind, added -> new AtomicLong()).set(items);
    }

    @Override
    public void buried(String kind, int items) {
        items(kind, "abandoned").increment(items);
    }

    private void register(String kind) {
        AtomicLong backlog = backlogs.computeIfAbsent(kind, added -> new AtomicLong());
        Gauge.builder("jobs.backlog", backlog, AtomicLong::get)
                .description("Items of jobs that may be carried out now, by any process, and have not been")
                .tag("kind", kind)
                .register(registry);
        // There from the start, so that alerts on its rate see the first item.
        items(kind, "abandoned");
    }

    private Counter items(String kind, String outcome) {
        return Counter.builder("jobs.items")
                .description("Items of jobs by how they ended")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(registry);
    }
}
