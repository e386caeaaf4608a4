package io.offerwallet.loadtest;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What must be true when all messages are sent. Gatling's assertions know of requests alone, so what must be true beyond them is
 * the success of a request of that name, which is never made.
 */
final class Verdict {
    static final String NOTHING_WRONG = "no answer was wrong";
    static final String NOTHING_LOST = "every part of a message got its wallet";
    static final String FEW_CALLS = "SessionM was not asked more often than there were cold recipients";
    static final String RATE_KEPT = "SessionM was never asked more often in a second than it allows";

    private static final double P99 = 99;

    private final SendSettings settings;
    private final Tally tally;
    private final Optional<SimulatorControl> simulator;
    private final Consumer<String> log;
    private volatile SimulatorControl.Asked asked =
            new SimulatorControl.Asked(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    private volatile SessionmBound bound = new SessionmBound(0, 0);

    Verdict(SendSettings settings, Tally tally, Optional<SimulatorControl> simulator, Consumer<String> log) {
        this.settings = settings;
        this.tally = tally;
        this.simulator = simulator;
        this.log = log;
    }

    /** How often SessionM may be asked is known when it is known who is warm. */
    void bound(SessionmBound known) {
        bound = known;
    }

    /** What comes after the send. */
    ChainBuilder chain() {
        var chain = exec(session -> {
                    hear();
                    return session;
                })
                .exec(row(NOTHING_WRONG, () -> tally.wrongAnswers() == 0))
                .exec(row(NOTHING_LOST, () -> tally.lostParts() == 0));
        if (simulator.isPresent()) {
            chain = chain.exec(row(FEW_CALLS, () -> bound.isKept(asked, tally.inVain())));
        }
        if (settings.sessionmRate() > 0) {
            chain = chain.exec(row(RATE_KEPT, () -> asked.mostInOneSecond() <= settings.sessionmRate()));
        }
        return chain;
    }

    List<Assertion> assertions() {
        List<Assertion> assertions = new ArrayList<>(List.of(
                details(MessageParts.CALLS).successfulRequests().percent().gte(settings.inTimePercent()),
                details(MessageParts.CALLS, CallOutcome.HIT)
                        .responseTime()
                        .percentile(P99)
                        .lte(settings.hitsP99Millis()),
                holds(NOTHING_WRONG),
                holds(NOTHING_LOST)));
        if (simulator.isPresent()) {
            assertions.add(holds(FEW_CALLS));
        }
        if (settings.sessionmRate() > 0) {
            assertions.add(holds(RATE_KEPT));
        }
        return assertions;
    }

    private void hear() {
        log.accept(tally.sentence());
        simulator.ifPresent(sessionm -> {
            asked = sessionm.asked();
            log.accept(("SessionM was asked %,d times, of at most %,d, and gave %,d wallets, of at most %,d. "
                            + "Most calls in one second: %,d.")
                    .formatted(
                            asked.calls(),
                            bound.calls(tally.inVain()),
                            asked.wallets(),
                            bound.wallets(),
                            asked.mostInOneSecond()));
        });
    }

    private static ChainBuilder row(String name, BooleanSupplier holds) {
        return exec(Recording.of(session -> new Recording.Event(
                name, 0, holds.getAsBoolean() ? Optional.empty() : Optional.of("not true that " + name))));
    }

    private static Assertion holds(String name) {
        return details(name).failedRequests().count().is(0L);
    }
}
