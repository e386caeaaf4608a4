package io.offerwallet.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.offerwallet.sessionm.UpstreamListener;
import io.offerwallet.wallet.Failure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Times calls to SessionM by outcome. */
@Singleton
final class UpstreamMetrics implements UpstreamListener {

    private static final String FETCHES = "sessionm.fetch";

    private final Timer answered;
    private final Counter byBudget;
    private final Counter shed;
    private final Map<Failure, Timer> failed = new EnumMap<>(Failure.class);

    UpstreamMetrics(MeterRegistry registry, UpstreamState state) {
        this.answered = timer(registry, "ok");
        for (Failure failure : Failure.values()) {
            failed.put(failure, timer(registry, failure.name().toLowerCase(Locale.ROOT)));
        }
        this.byBudget = Counter.builder("sessionm.budget.refused")
                .description("Calls turned away, because the line for the deployment's budget was too long")
                .register(registry);
        this.shed = Counter.builder("sessionm.shed")
                .description("Calls turned away, because the calls before them would make them too late")
                .register(registry);
        Gauge.builder("sessionm.budget.share", () -> state.budgetShare() ? 1 : 0)
                .description("1 while this process keeps to its share of the deployment's budget")
                .register(registry);
        Gauge.builder("sessionm.breaker.open", () -> state.breakerOpen() ? 1 : 0)
                .description("1 while SessionM isn't asked because it fails")
                .register(registry);
        Gauge.builder("sessionm.paused", () -> state.paused() ? 1 : 0)
                .description("1 while SessionM isn't asked because it wants to be left alone")
                .register(registry);
        Gauge.builder("sessionm.credential.refused", () -> state.credentialRefused() ? 1 : 0)
                .description("1 while SessionM refuses our credential")
                .register(registry);
    }

    @Override
    public void fetched(Optional<Failure> failure, Duration took) {
        failure.map(failed::get).orElse(answered).record(took);
    }

    @Override
    public void turnedAway(boolean forBudget) {
        (forBudget ? byBudget : shed).increment();
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder(FETCHES)
                .description("Time SessionM took for a wallet, without waiting in line")
                .tag("outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofMillis(1500),
                        Duration.ofMillis(3000))
                .register(registry);
    }
}
