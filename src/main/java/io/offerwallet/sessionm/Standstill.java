package io.offerwallet.sessionm;

import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.PauseBoard;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Whether SessionM is asked. All calls go until there is a reason to leave SessionM alone; then none goes for a time. After it
 * one goes as a probe: when it succeeds, all go again; however else it ends, the time begins anew. Thread-safe.
 *
 * <p>What calls bring that were sent before the standstill can make it longer, not end it.
 */
final class Standstill implements PauseBoard.Listener {

    private final StandstillTimes times;
    private final PauseBoard board;
    private final Consumer<SessionMFailure> turnAway;
    private final LongSupplier nanoClock;
    private final Listeners<UpstreamListener> listeners;

    private final FailureWindow window;
    private final Object telling = new Object();
    private State state = new Going();
    private Optional<StopReason> told = Optional.empty();

    /** @param turnAway told what to fail with who waits for something else when a standstill begins */
    Standstill(
            StandstillTimes times,
            FailureWindow window,
            PauseBoard board,
            Consumer<SessionMFailure> turnAway,
            LongSupplier nanoClock,
            Listeners<UpstreamListener> listeners) {
        this.times = times;
        this.window = window;
        this.board = board;
        this.turnAway = turnAway;
        this.nanoClock = nanoClock;
        this.listeners = listeners;
    }

    /** Compared by identity: there are many times of going, and of probing. */
    private sealed interface State {
        Optional<StopReason> why();
    }

    private static final class Going implements State {
        @Override
        public Optional<StopReason> why() {
            return Optional.empty();
        }
    }

    /** @param elsewhere whether another process finds out when it is over */
    private record Still(StopReason reason, long until, boolean elsewhere) implements State {
        @Override
        public Optional<StopReason> why() {
            return Optional.of(reason);
        }
    }

    private static final class Probing implements State {

        private final StopReason reason;

        Probing(StopReason reason) {
            this.reason = reason;
        }

        @Override
        public Optional<StopReason> why() {
            return Optional.of(reason);
        }
    }

    /** Why a call needn't even be tried; empty if it may, be it as a probe. */
    synchronized Optional<SessionMFailure> refusal() {
        if (state instanceof Still still) {
            long left = still.until() - nanoClock.getAsLong();
            return left > 0 ? Optional.of(refused(still.reason(), left)) : Optional.empty();
        }
        return state.why().map(reason -> refused(reason, 0));
    }

    /** Leave for a call that can be made now. Fails with {@link SessionMFailure}. Who has it must end it. */
    Uni<OnePass> pass() {
        OnePass pass;
        StopReason reason;
        synchronized (this) {
            Optional<SessionMFailure> refusal = refusal();
            if (refusal.isPresent()) {
                return Uni.createFrom().failure(refusal.get());
            }
            if (state instanceof Still still) {
                reason = still.reason();
                state = new Probing(reason);
            } else {
                return Uni.createFrom().item(new OnePass(state));
            }
            pass = new OnePass(state);
        }
        return reason == StopReason.THROTTLED
                ? theOneInTheDeployment(pass)
                : Uni.createFrom().item(pass);
    }

    private Uni<OnePass> theOneInTheDeployment(OnePass pass) {
        return board.probe(times.probe())
                .flatMap(another -> {
                    if (another.isEmpty()) {
                        pass.claimed = true;
                        return Uni.createFrom().item(pass);
                    }
                    elsewhere(pass, another.get());
                    return Uni.createFrom()
                            .<OnePass>failure(
                                    refused(StopReason.THROTTLED, another.get().toNanos()));
                })
                .onCancellation()
                .invoke(pass::givenUp);
    }

    private synchronized void elsewhere(OnePass pass, Duration again) {
        if (state == pass.during) {
            state = new Still(StopReason.THROTTLED, nanoClock.getAsLong() + again.toNanos(), true);
        }
    }

    @Override
    public void paused(Duration time) {
        Duration bounded = times.bounded(time);
        if (!bounded.isZero()) {
            stop(StopReason.THROTTLED, bounded);
        }
    }

    /** Who still has to wait by its own clock will soon find out by itself. */
    @Override
    public void over() {
        synchronized (this) {
            boolean waiting = state instanceof Still still
                    && still.reason() == StopReason.THROTTLED
                    && (still.elsewhere() || still.until() - nanoClock.getAsLong() <= 0);
            if (!waiting) {
                return;
            }
            goOn();
        }
        tell();
    }

    private void stop(StopReason reason, Duration time) {
        SessionMFailure refusal;
        synchronized (this) {
            long now = nanoClock.getAsLong();
            long until = now + time.toNanos();
            // Where another process finds out, the time is only that to the next look.
            if (state instanceof Still still && !still.elsewhere() && still.until() - until > 0) {
                until = still.until();
            }
            Still next = new Still(
                    state.why().filter(why -> why.compareTo(reason) > 0).orElse(reason), until, false);
            state = next;
            refusal = refused(next.reason(), until - now);
        }
        turnAway.accept(refusal);
        tell();
    }

    private void goOn() {
        state = new Going();
        window.clear();
    }

    private void answered(OnePass pass) {
        boolean over = false;
        synchronized (this) {
            if (state == pass.during) {
                if (state instanceof Probing) {
                    over = true;
                    goOn();
                } else {
                    window.add(false);
                }
            }
        }
        endClaim(pass, over);
        tell();
    }

    private void failed(OnePass pass, SessionMFailure failure) {
        Consequences consequences = failure.consequences();
        Optional<Duration> said = failure.failed().retryAfter();
        Optional<StopReason> reason =
                consequences.stops().filter(why -> !times.of(why, said).isZero());
        synchronized (this) {
            if (reason.isEmpty() && state == pass.during) {
                reason = state.why();
                if (reason.isEmpty()) {
                    window.add(consequences.counted());
                    reason = Optional.of(StopReason.FAILING).filter(failing -> window.tooMany());
                }
            }
        }
        reason.ifPresent(why -> stop(why, times.of(why, said)));
        if (reason.equals(Optional.of(StopReason.THROTTLED))) {
            board.pause(times.of(StopReason.THROTTLED, said));
        }
        endClaim(pass, false);
    }

    /** Nothing was learned: the next call probes. */
    private void givenUp(OnePass pass) {
        synchronized (this) {
            if (state == pass.during && state instanceof Probing probing) {
                state = new Still(probing.reason, nanoClock.getAsLong(), false);
            }
        }
        endClaim(pass, false);
    }

    private void endClaim(OnePass pass, boolean answers) {
        if (pass.claimed) {
            board.probed(answers);
        }
    }

    /** In the order in which it came to be, whoever tells it. */
    private void tell() {
        synchronized (telling) {
            Optional<StopReason> now;
            synchronized (this) {
                now = state.why();
            }
            if (!now.equals(told)) {
                told = now;
                listeners.tell(listener -> listener.standstill(now.map(StopReason::failure)));
            }
        }
    }

    /** Only a pause has a time that callers should know: when the others are over depends on what is found then. */
    private static SessionMFailure refused(StopReason reason, long nanosLeft) {
        Optional<Duration> retryAfter = reason == StopReason.THROTTLED && nanosLeft > 0
                ? Optional.of(Duration.ofNanos(nanosLeft))
                : Optional.empty();
        return SessionMFailure.unasked(new Failed(reason.failure(), retryAfter));
    }

    /** Of one wallet. It ends once. */
    final class OnePass implements Pass {

        private final State during;
        private boolean claimed;

        private OnePass(State during) {
            this.during = during;
        }

        /** In a standstill only the probe goes on, and what was sent before. */
        @Override
        public Optional<SessionMFailure> refusal() {
            synchronized (Standstill.this) {
                if (state == during || state instanceof Going) {
                    return Optional.empty();
                }
                return Standstill.this.refusal().or(() -> state.why().map(reason -> refused(reason, 0)));
            }
        }

        /** SessionM answered. */
        void answered() {
            Standstill.this.answered(this);
        }

        void failed(SessionMFailure failure) {
            if (failure.asked()) {
                Standstill.this.failed(this, failure);
            } else {
                givenUp();
            }
        }

        /** SessionM wasn't asked, or nobody knows how it went. */
        void givenUp() {
            Standstill.this.givenUp(this);
        }
    }
}
