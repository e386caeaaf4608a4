package io.offerwallet.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Singleton;

/** Puts back what tests change for others: the simulator's behaviour, the clock, the breaker and the credential alarm. */
@Singleton
public final class Undo {

    private final MovableClock clock;
    private final CircuitBreakerMaintenance breakers;

    Undo(MovableClock clock, CircuitBreakerMaintenance breakers) {
        this.clock = clock;
        this.breakers = breakers;
    }

    public void everything() {
        Sessionm.behaveAgain();
        clock.putBack();
        // Only an answer of SessionM takes the credential alarm back and closes an open circuit in everybody's eyes:
        // a reset, which is for what the breaker remembers of single failures, tells nobody.
        await().untilAsserted(() -> {
            Proxy.get(Users.somebody()).then().statusCode(200);
            assertThat(Management.metric("sessionm_breaker_open")).isZero();
        });
        breakers.resetAll();
    }
}
