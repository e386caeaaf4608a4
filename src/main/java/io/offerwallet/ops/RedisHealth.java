package io.offerwallet.ops;

import io.offerwallet.cache.RedisSettings;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows how Redis is doing, and is up all the same: without it the proxy is slower, but right. */
@Readiness
@Singleton
final class RedisHealth implements HealthCheck {

    private final boolean used;
    private final RedisState state;

    RedisHealth(RedisSettings settings, RedisState state) {
        this.used = settings.url().isPresent() || settings.hosts().isPresent();
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("redis")
                .up()
                .withData("state", used ? state.degraded() ? "degraded" : "ok" : "not used")
                .build();
    }
}
