package io.offerwallet.simulator.braze;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Time that goes on only when it is told to, or when somebody sleeps. */
final class SteppedTime implements InstantSource, Sleeper {
    private final List<Duration> naps = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration time) {
        naps.add(time);
        goOn(time);
    }

    synchronized void goOn(Duration time) {
        now = now.plus(time);
    }

    synchronized List<Duration> naps() {
        return List.copyOf(naps);
    }
}
