package io.offerwallet.ops;

import io.offerwallet.jobs.JobWorkers;
import io.offerwallet.simulator.SimulatorSettings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** A proxy carries out jobs from its start until it is told to end. */
@Singleton
final class JobsAtWork {

    private final Instance<JobWorkers> workers;
    private final boolean proxy;

    JobsAtWork(Instance<JobWorkers> workers, SimulatorSettings simulator) {
        this.workers = workers;
        this.proxy = ProcessRole.of(simulator).isProxy();
    }

    void begin(@Observes StartupEvent started) {
        if (proxy) {
            workers.get().open();
        }
    }

    void end(@Observes ShutdownDelayInitiatedEvent ending) {
        close();
    }

    void end(@Observes ShutdownEvent ending) {
        close();
    }

    private void close() {
        if (proxy) {
            workers.get().close();
        }
    }
}
