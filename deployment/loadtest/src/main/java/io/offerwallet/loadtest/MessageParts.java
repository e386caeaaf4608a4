package io.offerwallet.loadtest;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.pause;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;

/** A part of a message is rendered as Braze does it: one call, and further ones if that is wanted and may help. */
final class MessageParts {
    /** The group of all calls, in which there is one for each title of {@link CallOutcome}. */
    static final String CALLS = "all calls";

    private static final String OUTCOME = "outcome";
    private static final String TRIES = "tries";
    private static final String AGAIN = "again";

    private final SendSettings settings;
    private final WalletCalls calls;
    private final HostHealth host;
    private final Tally tally;

    MessageParts(SendSettings settings, WalletCalls calls, HostHealth host, Tally tally) {
        this.settings = settings;
        this.calls = calls;
        this.host = host;
        this.tally = tally;
    }

    ChainBuilder chain() {
        return exec(session -> session.set(TRIES, 0).set(AGAIN, true))
                .exec(asLongAs(session -> session.getBoolean(AGAIN))
                        .on(exec(group(CALLS).on(callUnlessSpared(), recorded()))
                                .exec(this::decide)
                                .exec(doIf(session -> session.getBoolean(AGAIN))
                                        .then(pause(session -> BrazeRules.backoff(session.getInt(TRIES)))))));
    }

    private ChainBuilder callUnlessSpared() {
        return exec(doIfOrElse(session -> host.isHealthy())
                .then(calls.chain().exec(session -> {
                    var outcome = WalletCalls.outcome(session);
                    host.count(BrazeRules.countsAgainstTheHost(outcome.status()));
                    return session.set(OUTCOME, outcome);
                }))
                .orElse(exec(session -> session.set(OUTCOME, CallOutcome.SPARED))));
    }

    private static ChainBuilder recorded() {
        return exec(group(session -> outcome(session).title()).on(exec(Recording.of(MessageParts::event))));
    }

    private static Recording.Event event(Session session) {
        var outcome = outcome(session);
        long millis = outcome.equals(CallOutcome.SPARED) ? 0 : WalletCalls.millis(session);
        return new Recording.Event(WalletCalls.recipient(session).kind().title(), millis, outcome.failure());
    }

    private Session decide(Session session) {
        var outcome = outcome(session);
        int tries = session.getInt(TRIES) + 1;
        boolean again = settings.retry() && BrazeRules.isTriedAgain(outcome.status(), tries);
        tally.count(outcome, again);
        return session.markAsSucceeded().set(TRIES, tries).set(AGAIN, again);
    }

    private static CallOutcome outcome(Session session) {
        return session.<CallOutcome>get(OUTCOME);
    }
}
