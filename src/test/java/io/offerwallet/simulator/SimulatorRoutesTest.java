package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorRoutesTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void asDeliveredNothingSimulatedCanBeReached() {
        assertThat(routes(Map.of())).isEmpty();
    }

    @Test
    void enabledEveryPathIsBelowTheRoot() {
        assertThat(routes(Map.of("simulator.enabled", "true")))
                .extracting(Route::getPath)
                .hasSize(12)
                .allMatch(path -> path.startsWith("/simulator/sessionm/"));
    }

    @Test
    void theBehaviourAsDeliveredIsThatOfAHealthySessionm() {
        assertThat(Behaviour.configured(settings(Map.of()).sessionm()))
                .isEqualTo(new Behaviour(Duration.ofMillis(120), Duration.ofMillis(400), 0, 0, Fault.NONE, 1));
    }

    @Test
    void theBehaviourCanBeConfigured() {
        var settings = settings(Map.of(
                "simulator.sessionm.latency.median", "10ms",
                "simulator.sessionm.latency.tail", "1s",
                "simulator.sessionm.error-rate", "0.5",
                "simulator.sessionm.rate-limit", "40",
                "simulator.sessionm.fault", "black_hole"));

        assertThat(Behaviour.configured(settings.sessionm()))
                .isEqualTo(new Behaviour(Duration.ofMillis(10), Duration.ofSeconds(1), 0.5, 40, Fault.BLACK_HOLE, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "simulator.sessionm.error-rate, 2, error_rate must be from 0 to 1 and is 2.0",
        "simulator.sessionm.latency.tail, 100ms, latency_tail_ms (100) is below latency_median_ms (120)"
    })
    void aBehaviourThatCannotBeStopsTheStart(String key, String value, String sentence) {
        assertThatThrownBy(() -> routes(Map.of("simulator.enabled", "true", key, value)))
                .hasMessage(sentence);
    }

    private static List<Route> routes(Map<String, String> configuration) {
        var router = Router.router(VERTX);
        new SimulatorRoutes(settings(configuration), VERTX, new SimulatedClock()).routes(router);
        return router.getRoutes();
    }

    private static SimulatorSettings settings(Map<String, String> configuration) {
        return new SmallRyeConfigBuilder()
                .withMapping(SimulatorSettings.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(configuration, "test", 100))
                .build()
                .getConfigMapping(SimulatorSettings.class);
    }
}
