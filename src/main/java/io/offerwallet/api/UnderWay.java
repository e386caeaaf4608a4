package io.offerwallet.api;

import io.offerwallet.wallet.WalletSettings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The requests that wait for their answers where Quarkus doesn't see them: it lets a process end when none is left that it
 * knows of, and this makes it wait for the others.
 */
@Singleton
final class UnderWay {

    private static final Logger LOG = Logger.getLogger(UnderWay.class);

    /** Answers come by their deadline, and then they have to be sent. */
    private static final Duration TO_SEND = Duration.ofMillis(500);

    private final Duration longest;
    private int requests;
    private volatile boolean stopping;

    UnderWay(WalletSettings settings) {
        this.longest = settings.deadline().plus(TO_SEND);
    }

    /** One more, which will be told when it has ended; false if it is to wait where Quarkus sees it. */
    synchronized boolean begin() {
        if (!stopping) {
            requests++;
        }
        return !stopping;
    }

    synchronized void ended() {
        requests--;
        if (requests == 0) {
            notifyAll();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /**
     * At the very beginning of the end: later, connections are closed before anybody is told. All that come from now on are
     * Quarkus', which counts them.
     */
    synchronized void stop(@Observes ShutdownDelayInitiatedEvent beginning) {
        stopping = true;
        if (requests > 0) {
            LOG.infof("Waiting for HTTP requests to complete: %d wait for their wallets.", requests);
        }
        long until = System.nanoTime() + longest.toNanos();
        try {
            for (long left = longest.toNanos(); requests > 0 && left > 0; left = until - System.nanoTime()) {
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        if (requests > 0) {
            LOG.warnf("%d requests have not been answered.", requests);
        }
    }
}
