package io.offerwallet.ops;

import io.offerwallet.sessionm.UpstreamListener;
import io.offerwallet.wallet.Failure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** How SessionM is doing, as far as we know, and the log lines that say when it changes. */
@Singleton
final class UpstreamState implements UpstreamListener {

    private static final Logger LOG = Logger.getLogger(UpstreamState.class);

    /** While SessionM is out of reach, every call says so; one line of them now and then is enough. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicBoolean refused = new AtomicBoolean();
    private final AtomicReference<Instant> saidBroken = new AtomicReference<>(Instant.EPOCH);

    UpstreamState(InstantSource clock) {
        this.clock = clock;
    }

    boolean breakerOpen() {
        return open.get();
    }

    boolean credentialRefused() {
        return refused.get();
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
        Instant now = clock.instant();
        Instant said = saidBroken.get();
        // The absolute value, because a clock that was put back must not silence this for long.
        if (Duration.between(said, now).abs().compareTo(QUIET) >= 0 && saidBroken.compareAndSet(said, now)) {
            LOG.warnf("The connection to SessionM fails: %s", reason);
        }
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
