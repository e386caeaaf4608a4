package io.offerwallet.simulator.braze;

import java.util.List;
import java.util.function.BiFunction;

/** Leaves the engine in the middle of a template. Never leaves this package. */
final class Stopped extends RuntimeException {
    private final transient BiFunction<String, List<Call>, Rendered> outcome;
    private final String reason;

    private Stopped(String reason, BiFunction<String, List<Call>, Rendered> outcome) {
        super(reason, null, false, false);
        this.reason = reason;
        this.outcome = outcome;
    }

    static Stopped aborted(String reason) {
        return new Stopped(reason, Rendered.Aborted::new);
    }

    static Stopped unsent(String reason) {
        return new Stopped(reason, Rendered.Unsent::new);
    }

    Rendered outcome(List<Call> calls) {
        return outcome.apply(reason, calls);
    }
}
