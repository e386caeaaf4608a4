package io.offerwallet.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.offerwallet.redis.RedisFailure;
import io.offerwallet.redis.RedisListener;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Counts what Redis had and where it failed. */
@Singleton
final class RedisMetrics implements RedisListener {

    private final Map<RedisFailure, Counter> failures = new EnumMap<>(RedisFailure.class);
    private final Counter found;
    private final Counter notFound;

    RedisMetrics(MeterRegistry registry, RedisState state) {
        for (RedisFailure failure : RedisFailure.values()) {
            failures.put(failure, failures(registry, failure));
        }
        this.found = lookups(registry, "hit");
        this.notFound = lookups(registry, "miss");
        Gauge.builder("wallet.redis.degraded", () -> state.degraded() ? 1 : 0)
                .description("1 while the cache isn't shared, or this process' memory isn't used")
                .register(registry);
    }

    @Override
    public void lookedFor(boolean wasFound) {
        (wasFound ? found : notFound).increment();
    }

    @Override
    public void failed(RedisFailure why) {
        Optional.ofNullable(failures.get(why)).ifPresent(Counter::increment);
    }

    private static Counter failures(MeterRegistry registry, RedisFailure failure) {
        return Counter.builder("wallet.redis.failures")
                .description("Commands that Redis didn't answer, by why")
                .tag("cause", failure.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private static Counter lookups(MeterRegistry registry, String result) {
        return Counter.builder("wallet.redis.lookups")
                .description("Wallets looked for in Redis, because memory didn't have them")
                .tag("result", result)
                .register(registry);
    }
}
