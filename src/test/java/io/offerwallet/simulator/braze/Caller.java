package io.offerwallet.simulator.braze;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes the calls of a workspace: the cache first, then the host if it is healthy, and again if that is wanted. Braze says
 * that the backoff is exponential; here it begins with a second and doubles. Thread-safe.
 */
final class Caller {
    /** How often a call with {@code :retry} is made again. */
    static final int RETRIES = 5;

    static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

    private final Function<Request, Answer> http;
    private final ResponseCache cache;
    private final ConcurrentMap<String, HostHealth> hosts = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Sleeper sleeper;

    Caller(Function<Request, Answer> http, InstantSource clock, Sleeper sleeper) {
        this.http = http;
        this.cache = new ResponseCache(clock);
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Every try is told to {@code log}. */
    Answer call(Request request, Optional<Duration> keep, boolean retry, Consumer<Call> log) {
        var answer = once(request, keep, log);
        for (int retries = 0; retry && answer.worthARetry() && retries < RETRIES; retries++) {
            sleep(FIRST_BACKOFF.multipliedBy(1L << retries));
            answer = once(request, keep, log);
        }
        return answer;
    }

    private Answer once(Request request, Optional<Duration> keep, Consumer<Call> log) {
        long begun = System.nanoTime();
        var kept = keep.flatMap(age -> cache.find(request));
        var answer = kept.orElseGet(() -> ask(request));
        if (kept.isEmpty()) {
            keep.ifPresent(age -> cache.keep(request, answer, age));
        }
        var duration = Duration.ofNanos(System.nanoTime() - begun);
        log.accept(new Call(request.method(), request.url(), answer.status(), answer.origin(), duration));
        return answer;
    }

    private Answer ask(Request request) {
        var host = hosts.computeIfAbsent(request.host(), name -> new HostHealth());
        if (!host.isHealthy(clock.instant())) {
            return Answer.OF_AN_UNHEALTHY_HOST;
        }
        var answer = http.apply(request);
        host.count(clock.instant(), answer.countsAgainstTheHost());
        return answer;
    }

    private void sleep(Duration time) {
        try {
            sleeper.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before a retry", interrupted);
        }
    }
}
