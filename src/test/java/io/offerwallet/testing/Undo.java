package io.offerwallet.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Puts back, before and after each test of the class that implements it, what tests change for others: the simulator's
 * behaviour, the clock, the breaker and the credential alarm.
 */
public interface Undo {

    @BeforeEach
    @AfterEach
    default void undo() {
        everything();
    }

    /** Puts it back now. */
    static void everything() {
        Sessionm.behaveAgain();
        MovableClock.putBack();
        // Only an answer of SessionM takes the credential alarm back and closes an open circuit.
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            Proxy.get(Users.somebody()).then().statusCode(200);
            assertThat(Management.metric("sessionm_breaker_open")).isZero();
        });
    }
}
