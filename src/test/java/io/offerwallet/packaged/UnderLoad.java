package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;

/** Something that happens while all pods are asked and every answer is checked. */
final class UnderLoad {

    /** So short that many wallets are looked for in Redis and fetched anew all the time. */
    private static final Duration FRESH_FOR = Duration.ofSeconds(2);

    private static final Duration STALE_IF_ERROR = Duration.ofSeconds(30);

    /**
     * Twice the usual one. What a pod that is lost was about to load others load when half their deadline is over; what is left is
     * little where everything runs on two processors, and a purge may come in between.
     */
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private static final int PER_SECOND = 150;
    private static final int CUSTOMERS = 60;

    private final AnswerCheck check;

    private UnderLoad(AnswerCheck check) {
        this.check = check;
    }

    /** What the pods need among their settings. */
    static Map<String, String> settings() {
        return Map.of(
                "WALLET_FRESH_FOR", FRESH_FOR.toSeconds() + "s",
                "WALLET_STALE_IF_ERROR", STALE_IF_ERROR.toSeconds() + "s",
                "WALLET_DEADLINE", DEADLINE.toSeconds() + "s");
    }

    /** What happens, and what is known of the load meanwhile. */
    interface Event {
        void happen(UnderLoad load);
    }

    /** Lets it happen when the load has begun. No answer may be wrong, before, meanwhile and afterwards. */
    static void happens(String what, Deployment deployment, Event event) {
        AnswerCheck check = AnswerCheck.withDeadline(DEADLINE, FRESH_FOR, STALE_IF_ERROR);
        Customers customers = new Customers(deployment.sessionm(), CUSTOMERS);
        UnderLoad load = new UnderLoad(check);
        Load running = Load.start(deployment.pods(), customers, load.check, PER_SECOND);
        try {
            load.goesOnFor(Duration.ofSeconds(1));
            event.happen(load);
            load.goesOnFor(Duration.ofSeconds(1));
        } finally {
            running.close();
            System.out.println(what + ": " + load.check);
        }
        load.check.assertNothingWrong();
    }

    /** Waits until as many wallets were answered as are asked for in that time. */
    void goesOnFor(Duration time) {
        long wanted = answered() + PER_SECOND * time.toMillis() / 1000;
        await().atMost(time.plusSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(answered()).isGreaterThanOrEqualTo(wanted));
    }

    private long answered() {
        return check.count("hit", "miss", "coalesced", "stale");
    }
}
