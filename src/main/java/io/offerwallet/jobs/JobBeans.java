package io.offerwallet.jobs;

import io.offerwallet.jobs.JobWorker.Times;
import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisSettings;
import io.offerwallet.wallet.Listeners;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Puts together what keeps jobs and carries them out. */
final class JobBeans {

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    @Produces
    @Singleton
    JobStore store(JobSettings settings, RedisSettings redis, Instance<RedisCommands> commands, InstantSource clock) {
        if (!RedisSettings.present(redis)) {
            return new MemoryJobs(clock, settings.keptFor(), settings.memory().asLongValue());
        }
        String process = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return new RedisJobs(commands.get(), redis.keyPrefix(), process, settings.lease(), settings.keptFor());
    }

    @Produces
    @Singleton
    Jobs jobs(JobStore store) {
        return new Jobs(store);
    }

    @Produces
    @Singleton
    JobWorkers workers(
            JobStore store,
            Jobs jobs,
            Instance<JobKind> kinds,
            JobSettings settings,
            Vertx vertx,
            Instance<JobListener> listeners) {
        if (settings.lease().compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("JOBS_LEASE must be 1s or more, but is " + settings.lease() + ".");
        }
        Times times = new Times(IDLE, settings.lease());
        Listeners<JobListener> all = new Listeners<>(listeners);
        return new JobWorkers(
                jobs,
                kinds.stream()
                        .map(kind -> new JobWorker(kind, store, vertx, times, all))
                        .toList());
    }
}
