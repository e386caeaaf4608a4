package io.offerwallet.loadtest;

import java.util.concurrent.atomic.LongAdder;

/** What happened to the messages of a send. Thread-safe. */
final class Tally {
    private final LongAdder wrong = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder spared = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder stale = new LongAdder();

    /** @param again whether the call is made again */
    void count(CallOutcome outcome, boolean again) {
        add(wrong, outcome.isWrong());
        add(stale, outcome.title().equals(CallOutcome.STALE));
        add(spared, outcome.equals(CallOutcome.SPARED));
        add(unanswered, !outcome.isAnswered() && !outcome.equals(CallOutcome.SPARED));
        add(retries, again);
        add(lost, !outcome.isAnswered() && !again);
    }

    long wrongAnswers() {
        return wrong.sum();
    }

    /** Parts of messages that are left without their wallet, retries and all. */
    long lostParts() {
        return lost.sum();
    }

    /** Calls that may have had SessionM asked for nothing. */
    long inVain() {
        return unanswered.sum() + stale.sum();
    }

    String sentence() {
        return ("Wrong answers: %,d. Calls without a wallet: %,d, made again: %,d, not made (598): %,d. "
                        + "Parts of messages without a wallet in the end: %,d. Stale answers: %,d.")
                .formatted(wrong.sum(), unanswered.sum(), retries.sum(), spared.sum(), lost.sum(), stale.sum());
    }

    private static void add(LongAdder counter, boolean one) {
        if (one) {
            counter.increment();
        }
    }
}
