package io.offerwallet.api;

import io.offerwallet.wallet.WalletSettings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
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

    /** Before anything that answers need is closed. */
    private static final int FIRST = 1;

    /** Answers come by their deadline, and then they have to be sent. */
    private static final Duration TO_SEND = Duration.ofMillis(500);

    private final Duration longest;
    private int requests;
    private volatile boolean stopping;

    UnderWay(WalletSettings settings) {
        this.longest = settings.deadline().plus(TO_SEND);
    }

    synchronized void begun() {
        requests++;
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

    /** From now on Quarkus is to see all that come: it closes their connections, and counts them. */
    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        this.stopping = true;
    }

    synchronized void end(@Observes @Priority(FIRST) ShutdownEvent ending) {
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
            LOG.warnf("%d requests were not answered before the process ended.", requests);
        }
    }
}
