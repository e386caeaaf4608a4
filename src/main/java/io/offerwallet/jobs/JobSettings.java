package io.offerwallet.jobs;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How jobs are kept. */
@ConfigMapping(prefix = "jobs")
public interface JobSettings {

    /** How long it is told of a job after its end. {@code JOBS_KEPT_FOR} */
    @WithDefault("24h")
    Duration keptFor();

    /**
     * How much memory the items of all jobs may take that wait in a process without Redis; jobs beyond are refused. A wallet to
     * prewarm takes 19 bytes. {@code JOBS_MEMORY}
     */
    @WithDefault("16M")
    MemorySize memory();

    /**
     * How long a process may keep what it has begun without a sign of life before another takes it over. {@code JOBS_LEASE}
     */
    @WithDefault("15s")
    Duration lease();
}
