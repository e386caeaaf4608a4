package io.offerwallet.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.offerwallet.api.RequestListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Times requests by method, route and status, under the names that Micrometer's own HTTP metrics have.
 *
 * <p>Quarkus' would look at the path of every request with regular expressions, and remember for each that waits more
 * than the request itself does.
 */
@Singleton
final class RequestMetrics implements RequestListener {

    /** Others are told as one: a caller could make up any number of them. */
    private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS");

    /** From a hit in memory to Braze's patience; 1.5 s is the usual deadline, and what ends by it takes a little longer. */
    private static final Duration[] BUCKETS = Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 1500, 2000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final ConcurrentMap<Kind, Timer> timers = new ConcurrentHashMap<>();
    private final LongAdder active = new LongAdder();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("http.server.active.requests", active, LongAdder::sum)
                .description("Requests being answered")
                .register(registry);
    }

    @Override
    public void arrived() {
        active.increment();
    }

    @Override
    public void ended(String method, String route, int status, Duration took) {
        String known = METHODS.contains(method) ? method : "OTHER";
        timer(new Kind(known, route, status)).record(took);
        active.decrement(); // last: who sees none active sees all of them counted
    }

    private Timer timer(Kind kind) {
        @Nullable Timer known = timers.get(kind); // without the lock that computing may take
        return known == null ? timers.computeIfAbsent(kind, this::register) : known;
    }

    private Timer register(Kind kind) {
        return Timer.builder("http.server.requests")
                .description("Requests, from arrival to the last byte of the answer")
                .tag("method", kind.method())
                .tag("uri", kind.route())
                .tag("status", Integer.toString(kind.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private record Kind(String method, String route, int status) {}
}
