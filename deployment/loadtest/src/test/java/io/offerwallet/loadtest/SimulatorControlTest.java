package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorControlTest {
    private final StandIn simulator = new StandIn();
    private final SimulatorControl control = new SimulatorControl(URI.create(simulator.url() + "/simulator/sessionm"));

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void isWaitedForAWhile() {
        simulator
                .answering("DELETE /simulator/sessionm/stats", 503, "not yet")
                .answering("DELETE /simulator/sessionm/stats", 204, "");

        control.beginAnew(Duration.ofMinutes(1));

        assertThat(simulator.asked()).hasSize(2);
    }

    @Test
    void tellsHowOftenSessionmWasAsked() {
        simulator
                .answering("DELETE /simulator/sessionm/stats", 204, "")
                .answering(
                        "GET /simulator/sessionm/stats",
                        200,
                        "{\"total_calls\":12,\"max_calls_in_one_second\":5,\"by_status\":{\"200\":9,\"500\":3}}");

        control.beginAnew(Duration.ZERO);

        assertThat(control.asked()).isEqualTo(new SimulatorControl.Asked(12, 9, 5));
    }

    @Test
    void anAddressThatIsNoSimulatorsIsNamed() {
        assertThatThrownBy(control::asked)
                .hasMessageContaining("GET " + simulator.url() + "/simulator/sessionm/stats was answered 404");
    }
}
