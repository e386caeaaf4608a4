package io.offerwallet.ops;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows how Redis is doing, and is up all the same: without it the proxy is slower, but right. */
@Readiness
@Singleton
final class RedisHealth implements HealthCheck {

    private final RedisState state;

    RedisHealth(RedisState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("redis")
                .up()
                .withData("state", state.used() ? state.degraded() ? "degraded" : "ok" : "not used")
                .build();
    }
}
