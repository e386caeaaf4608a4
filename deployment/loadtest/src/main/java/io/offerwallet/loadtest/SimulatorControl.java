package io.offerwallet.loadtest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;

/** Where the simulator that is SessionM tells how often it was asked. */
final class SimulatorControl {
    private static final Duration TRY_EVERY = Duration.ofMillis(200);

    private final URI stats;
    private final JsonCalls calls = new JsonCalls();

    /** @param simulator its base URL, which ends with /simulator/sessionm */
    SimulatorControl(URI simulator) {
        this.stats = URI.create(simulator + "/stats");
    }

    /**
     * How often it was asked since it last began anew.
     *
     * @param calls in all
     * @param wallets how many of them it has answered with a wallet
     * @param mostInOneSecond in any one second
     */
    record Asked(long calls, long wallets, long mostInOneSecond) {}

    /** @param patience how long it is waited for */
    void beginAnew(Duration patience) {
        var giveUp = Instant.now().plus(patience);
        while (true) {
            try {
                calls.make(request().DELETE().build());
                return;
            } catch (IllegalStateException notYet) {
                if (Instant.now().isAfter(giveUp)) {
                    throw notYet;
                }
                JsonCalls.pause(TRY_EVERY);
            }
        }
    }

    Asked asked() {
        var told = JsonCalls.json(calls.make(request().GET().build()));
        return new Asked(
                told.required("total_calls").longValue(),
                told.required("by_status").path("200").longValue(),
                told.required("max_calls_in_one_second").longValue());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(stats).timeout(JsonCalls.TIMEOUT);
    }
}
