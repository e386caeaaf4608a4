package io.offerwallet.simulator;

import java.time.LocalDate;
import java.util.function.Consumer;

/**
 * A judged call with all that its answer hangs on, as it stood when the call arrived.
 *
 * @param today the day that dates of offers are counted from
 */
record Asked(Verdict verdict, UserChange change, LocalDate today) {

    /** Refuses a bad call; hands a good one on. */
    void answer(Exchange exchange, Consumer<WalletQuery> accepted) {
        if (verdict instanceof Verdict.Accepted good) {
            accepted.accept(good.query());
        } else if (verdict instanceof Verdict.Refused bad) {
            exchange.refuse(bad.status(), bad.code(), bad.message());
        }
    }
}
