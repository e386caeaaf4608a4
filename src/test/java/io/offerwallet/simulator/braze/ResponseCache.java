package io.offerwallet.simulator.braze;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The answers that a workspace keeps. Braze keys them by URL; for a POST the body is part of the key here, for else one
 * customer would get another's answer. Only good answers are kept. Thread-safe.
 */
final class ResponseCache {
    static final Duration SHORTEST = Duration.ofMinutes(5);
    static final Duration LONGEST = Duration.ofHours(4);

    private final ConcurrentMap<String, Kept> kept = new ConcurrentHashMap<>();
    private final InstantSource clock;

    ResponseCache(InstantSource clock) {
        this.clock = clock;
    }

    private record Kept(Answer answer, Instant until) {}

    Optional<Answer> find(Request request) {
        return Optional.ofNullable(kept.get(key(request)))
                .filter(entry -> clock.instant().isBefore(entry.until()))
                .map(entry -> entry.answer().cached());
    }

    /** Ages that are too short or too long count as the shortest and the longest that there are. */
    void keep(Request request, Answer answer, Duration age) {
        if (!answer.good() || answer.body().isEmpty()) {
            return;
        }
        var bounded = age.compareTo(SHORTEST) < 0 ? SHORTEST : age.compareTo(LONGEST) > 0 ? LONGEST : age;
        kept.put(key(request), new Kept(answer, clock.instant().plus(bounded)));
    }

    private static String key(Request request) {
        return request.isGet() ? "GET " + request.url() : "POST " + request.url() + "\n" + request.body();
    }
}
