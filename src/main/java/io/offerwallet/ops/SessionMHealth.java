package io.offerwallet.ops;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows how SessionM is doing, and is up all the same: taking every pod out of service because SessionM fails would turn
 * stale answers into none.
 */
@Readiness
@Singleton
final class SessionMHealth implements HealthCheck {

    private final UpstreamState state;

    SessionMHealth(UpstreamState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sessionm")
                .up()
                .withData("circuit", state.breakerOpen() ? "open" : "closed")
                .withData("pause", state.paused() ? "asked for" : "none")
                .withData("credential", state.credentialRefused() ? "refused" : "ok")
                .build();
    }
}
