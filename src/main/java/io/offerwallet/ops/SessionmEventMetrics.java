package io.offerwallet.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.offerwallet.api.SessionmEventListener;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts SessionM's events by what became of them; every counter is there from the start. */
@Singleton
@Startup // The resource that tells of events is only built for the first of them.
final class SessionmEventMetrics implements SessionmEventListener {

    private final Map<Result, Counter> counters = new EnumMap<>(Result.class);

    SessionmEventMetrics(MeterRegistry registry) {
        for (Result result : Result.values()) {
            counters.put(
                    result,
                    Counter.builder("sessionm.events")
                            .description("Events that SessionM sent, by what became of them")
                            .tag("result", result.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    @Override
    public void handled(Result result, int events) {
        Counter counter = counters.get(result);
        if (counter != null) {
            counter.increment(events);
        }
    }
}
