package io.offerwallet.ops;

import io.offerwallet.sessionm.UpstreamListener;
import io.offerwallet.wallet.Failure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** How SessionM is doing, as far as we know, and the log lines that say when it changes. */
@Singleton
final class UpstreamState implements UpstreamListener {

    private static final Logger LOG = Logger.getLogger(UpstreamState.class);

    /** While SessionM is out of reach, every call says so; one line of them now and then is enough. */
    private final Seldom connection;

    /** Redis may come and go several times a second. */
    private final Seldom shares;

    private final AtomicBoolean share = new AtomicBoolean();
    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicBoolean refused = new AtomicBoolean();

    UpstreamState(InstantSource clock) {
        this.connection = new Seldom(clock);
        this.shares = new Seldom(clock);
    }

    boolean breakerOpen() {
        return open.get();
    }

    boolean credentialRefused() {
        return refused.get();
    }

    boolean budgetShare() {
        return share.get();
    }

    @Override
    public void budgetShare(boolean now) {
        share.set(now);
        if (now) {
            shares.say(() -> LOG.warn("SessionM's budget isn't divided by Redis: this process keeps to its share."));
        } else {
            LOG.info("SessionM's budget is divided by Redis as it is needed.");
        }
    }

    @Override
    public void fetched(Optional<Failure> failure, Duration took) {
        boolean refusedNow = failure.filter(Failure.CREDENTIAL_REFUSED::equals).isPresent();
        // A failing SessionM says nothing about the credential; only an answer takes the alarm back.
        if (refusedNow && refused.compareAndSet(false, true)) {
            LOG.error(
                    "SessionM refuses our credential. Check SESSIONM_CONNECT_AUTHORIZATION and SESSIONM_RETAILER_ID.");
        } else if (failure.isEmpty() && refused.compareAndSet(true, false)) {
            LOG.info("SessionM accepts our credential again.");
        }
    }

    @Override
    public void connectionBroken(String reason) {
        connection.say(() -> LOG.warnf("The connection to SessionM fails: %s", reason));
    }

    @Override
    public void breakerOpen(boolean nowOpen) {
        if (open.getAndSet(nowOpen) == nowOpen) {
            return;
        }
        if (nowOpen) {
            LOG.warn("SessionM fails too often: it isn't asked for a while.");
        } else {
            LOG.info("SessionM answers again.");
        }
    }
}
