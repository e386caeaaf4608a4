package io.offerwallet.testing;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.FaultTolerance;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.faulttolerance.api.Spi;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.faulttolerance.apiimpl.BasicCircuitBreakerMaintenanceImpl;
import io.smallrye.faulttolerance.apiimpl.BuilderLazyDependencies;
import io.smallrye.faulttolerance.apiimpl.TypedGuardImpl;
import io.smallrye.faulttolerance.core.event.loop.EventLoop;
import io.smallrye.faulttolerance.core.metrics.MeteredOperation;
import io.smallrye.faulttolerance.core.metrics.MetricsProvider;
import io.smallrye.faulttolerance.core.metrics.MetricsRecorder;
import io.smallrye.faulttolerance.core.timer.ThreadTimer;
import io.smallrye.faulttolerance.core.timer.Timer;
import java.lang.reflect.Type;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Lets guards work in plain unit tests. Within an application, Quarkus' own implementation comes first. Every guard has a
 * registry of breakers to itself, so that any number of them may have the same name.
 */
public final class PlainFaultTolerance implements Spi {

    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "plain-fault-tolerance");
        thread.setDaemon(true);
        return thread;
    });
    private static final Timer TIMER = new ThreadTimer(EXECUTOR);

    @Override
    public boolean applies() {
        return true;
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public <T> TypedGuard.Builder<T> newTypedGuardBuilder(Type type) {
        var breakers = new BasicCircuitBreakerMaintenanceImpl();
        return new TypedGuardImpl.BuilderImpl<>(() -> breakers, Dependencies::new, type);
    }

    @Override
    public Guard.Builder newGuardBuilder() {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    public <T, R> FaultTolerance.Builder<T, R> newBuilder(Function<FaultTolerance<T>, R> finisher) {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    public <T, R> FaultTolerance.Builder<T, R> newAsyncBuilder(
            Class<?> asyncType, Function<FaultTolerance<T>, R> finisher) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CircuitBreakerMaintenance circuitBreakerMaintenance() {
        throw new UnsupportedOperationException();
    }

    private static final class Dependencies implements BuilderLazyDependencies {
        @Override
        public boolean ftEnabled() {
            return true;
        }

        @Override
        public ExecutorService asyncExecutor() {
            return EXECUTOR;
        }

        @Override
        public EventLoop eventLoop() {
            return EventLoop.get();
        }

        @Override
        public Timer timer() {
            return TIMER;
        }

        @Override
        public MetricsProvider metricsProvider() {
            return new NoMetrics();
        }
    }

    private static final class NoMetrics implements MetricsProvider {
        @Override
        public boolean isEnabled() {
            return false;
        }

        @Override
        public MetricsRecorder create(MeteredOperation operation) {
            return MetricsRecorder.NOOP;
        }
    }
}
