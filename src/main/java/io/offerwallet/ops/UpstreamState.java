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

    /** SessionM may want one every few seconds. */
    private final Seldom pauses;

    private final AtomicBoolean share = new AtomicBoolean();
    private final AtomicBoolean refused = new AtomicBoolean();

    /** Told by one at a time. */
    private volatile Optional<Failure> standstill = Optional.empty();

    UpstreamState(InstantSource clock) {
        this.connection = new Seldom(clock);
        this.shares = new Seldom(clock);
        this.pauses = new Seldom(clock);
    }

    boolean breakerOpen() {
        return standsStill(Failure.CIRCUIT_OPEN);
    }

    boolean paused() {
        return standsStill(Failure.THROTTLED);
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
        } else if (failure.isEmpty() && !standsStill(Failure.CREDENTIAL_REFUSED)) {
            // In a standstill what comes late was asked before it.
            accepted();
        }
    }

    @Override
    public void connectionBroken(String reason) {
        connection.say(() -> LOG.warnf("The connection to SessionM fails: %s", reason));
    }

    @Override
    public void standstill(Optional<Failure> why) {
        Optional<Failure> before = standstill;
        standstill = why;
        if (why.filter(Failure.CIRCUIT_OPEN::equals).isPresent()) {
            LOG.warn("SessionM fails too often: it isn't asked for a while.");
        } else if (why.filter(Failure.THROTTLED::equals).isPresent()) {
            pauses.say(() -> LOG.warn("SessionM wants to be left alone: it isn't asked for a while."));
        } else if (why.isEmpty()) {
            if (before.filter(Failure.THROTTLED::equals).isEmpty()) {
                LOG.info("SessionM answers again.");
            }
            accepted();
        }
    }

    private void accepted() {
        if (refused.compareAndSet(true, false)) {
            LOG.info("SessionM accepts our credential again.");
        }
    }

    private boolean standsStill(Failure why) {
        return standstill.filter(why::equals).isPresent();
    }
}
