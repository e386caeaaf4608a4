package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.offerwallet.testing.Management;
import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.SmallLimits;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A SessionM that fails too often is left alone for a while. */
@QuarkusTest
@TestProfile(SmallLimits.class)
class CircuitBreakerHttpTest implements Undo {

    private static final Duration PAST_FRESH = Duration.ofSeconds(61);

    private final MovableClock clock = new MovableClock();

    @BeforeEach
    void forgetTheFailuresOfBefore() {
        SmallLimits.fillTheBreakersWindow();
    }

    @Test
    void openCircuitAsksSessionMNoMoreThanOneProbePerDelay() {
        Sessionm.behave("fault", "outage");
        long startedAt = System.nanoTime();
        open();
        String user = Users.somebody();
        int turnedAway = 0;
        for (int i = 0; i < 30; i++) {
            String detail = (i % 2 == 0 ? Proxy.get(user) : Proxy.dropIn(user))
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .extract()
                    .path("detail");
            turnedAway += detail.equals("Cause: circuit-open.") ? 1 : 0;
        }
        long probes = probesSince(startedAt);
        assertThat(Sessionm.callsFor(user)).isLessThanOrEqualTo((int) probes);
        // A probe fails; its second try finds the circuit open.
        assertThat(turnedAway).isEqualTo(30);
    }

    @Test
    void openCircuitServesWhatIsHeldAsStale() {
        String user = SmallLimits.heldUser();
        int calls = Sessionm.callsFor(user);
        clock.goOn(PAST_FRESH);
        Sessionm.behave("fault", "outage");
        open();
        Proxy.get(user).then().statusCode(200).header("X-Cache", "stale").body("stale", equalTo(true));
        assertThat(Sessionm.callsFor(user)).isEqualTo(calls);
    }

    @Test
    void metricFollowsTheCircuit() {
        assertThat(Management.metric("sessionm_breaker_open")).isZero();
        Sessionm.behave("fault", "outage");
        open();
        assertThat(Management.metric("sessionm_breaker_open")).isEqualTo(1);
        Management.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'sessionm' }.data.circuit", equalTo("open"));

        Sessionm.behaveAgain();
        awaitClosed();
        assertThat(Management.metric("sessionm_breaker_open")).isZero();
    }

    @Test
    void probeThatSucceedsClosesTheCircuit() {
        Sessionm.behave("fault", "outage");
        open();
        Sessionm.behaveAgain();
        awaitClosed();
        for (int i = 0; i < SmallLimits.BREAKER_WINDOW; i++) {
            Proxy.get(Users.somebody()).then().statusCode(200).header("X-Cache", "miss");
        }
    }

    @Test
    void probeThatFailsOpensTheCircuitAgainAfterOneCall() {
        Sessionm.behave("fault", "outage");
        open();
        String user = Users.somebody();
        await().pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            Proxy.get(user).then().statusCode(503);
            assertThat(Sessionm.callsFor(user)).isEqualTo(1);
        });
        long startedAt = System.nanoTime();
        String next = Users.somebody();
        for (int i = 0; i < 10; i++) {
            Proxy.get(next).then().statusCode(503).body("detail", equalTo("Cause: circuit-open."));
        }
        assertThat(Sessionm.callsFor(next)).isLessThanOrEqualTo((int) probesSince(startedAt));
        assertThat(Management.metric("sessionm_breaker_open")).isEqualTo(1);
    }

    /** We ask wrongly or too often: that is no reason to call SessionM unwell. */
    @ParameterizedTest
    @ValueSource(strings = {"throttled", "unauthorized", "forbidden"})
    void refusalsKeepTheCircuitClosed(String fault) {
        Sessionm.behave("fault", fault);
        for (int i = 0; i < 2 * SmallLimits.BREAKER_WINDOW; i++) {
            String user = Users.somebody();
            Proxy.get(user);
            assertThat(Sessionm.callsFor(user)).isEqualTo(1);
        }
        assertThat(Management.metric("sessionm_breaker_open")).isZero();
    }

    @Test
    void unknownUsersKeepTheCircuitClosed() {
        for (int i = 0; i < 2 * SmallLimits.BREAKER_WINDOW; i++) {
            Proxy.get(Users.unknown()).then().statusCode(404);
            Proxy.get(Users.unknownWith404()).then().statusCode(404);
        }
        assertThat(Management.metric("sessionm_breaker_open")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outage",
                "connection_reset",
                "html_error",
                "html_ok",
                "truncated",
                "reset_mid_body",
                "wrong_user",
                "error_envelope",
                "bad_gzip"
            })
    void everyKindOfFailureOpensTheCircuit(String fault) {
        Sessionm.behave("fault", fault);
        open();
    }

    /** Fails so often that the circuit is open; at most so many requests as the window is long. */
    private static void open() {
        for (int i = 0; i < SmallLimits.BREAKER_WINDOW; i++) {
            if (Management.metric("sessionm_breaker_open") == 1) {
                return;
            }
            Proxy.get(Users.somebody()).then().statusCode(503);
        }
        assertThat(Management.metric("sessionm_breaker_open")).isEqualTo(1);
    }

    /** How many probes there can have been by now in a circuit that opened at {@code startedAt} or later. */
    private static long probesSince(long startedAt) {
        return (System.nanoTime() - startedAt) / SmallLimits.BREAKER_DELAY.toNanos();
    }

    private static void awaitClosed() {
        await().pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> Proxy.get(Users.somebody()).then().statusCode(200));
    }
}
