package io.offerwallet.sessionm;

import io.offerwallet.wallet.CallBudget;
import io.offerwallet.wallet.CallBudget.Grant;
import io.offerwallet.wallet.CallBudget.Permit;
import io.offerwallet.wallet.CallBudget.Use;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.Timers;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls wait here for a permit, first come, first served, and those that nobody waits for behind all others. The budget is
 * asked for all of a kind at once, by one question at a time, and again when it said. Thread-safe.
 */
final class CallLine implements Clearance {

    private static final Logger LOG = Logger.getLogger(CallLine.class);

    /** Timers are coarse; asking a moment too early is asking twice. */
    private static final Duration MARGIN = Duration.ofMillis(2);

    /** Who has time needn't ask as often as who hasn't. */
    private static final Duration BETWEEN_SPARE = Duration.ofMillis(50);

    private final CallBudget budget;
    private final Timers timers;
    private final LongSupplier nanoClock;
    private final Listeners<UpstreamListener> listeners;

    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final Deque<Waiter> spare = new ArrayDeque<>();
    private final Pace pace;
    private final AtomicBoolean share = new AtomicBoolean();
    private final AtomicLong looks = new AtomicLong();
    private boolean asking;
    private boolean askAgain;
    private @Nullable Use timerFor;
    private boolean askedSincePulse;
    private boolean closed;

    CallLine(CallBudget budget, Timers timers, LongSupplier nanoClock, Listeners<UpstreamListener> listeners) {
        this.budget = budget;
        this.timers = timers;
        this.nanoClock = nanoClock;
        this.listeners = listeners;
        this.pace = new Pace(nanoClock.getAsLong());
    }

    /** Begins to ask, be it for none: so that this process is known, and knows, before calls come. */
    void open() {
        pulse();
    }

    @Override
    public Uni<Permit> permit(Deadline deadline) {
        return Uni.createFrom().emitter(emitter -> enter(new Waiter(emitter, new AtomicBoolean()), deadline));
    }

    @Override
    public Uni<Permit> sparePermit() {
        return Uni.createFrom().emitter(emitter -> {
            boolean alone;
            synchronized (this) {
                spare.addLast(new Waiter(emitter, new AtomicBoolean()));
                alone = waiters.isEmpty() && timerFor == null;
            }
            if (alone) {
                ask();
            }
        });
    }

    @Override
    public synchronized Duration expectedWait(int ahead) {
        // Nobody gets more than all get together; and this process gets its share, however little it got of late.
        double perSecond = pace.perSecond(nanoClock.getAsLong()).stream()
                .map(recent -> Math.max(recent, budget.leastPerSecond()))
                .findFirst()
                .orElse(budget.mostPerSecond());
        double seconds = ahead / perSecond;
        return Double.isFinite(seconds) ? Duration.ofMillis((long) (seconds * 1000)) : Duration.ZERO;
    }

    @Override
    public synchronized int waiting() {
        return waiters.size();
    }

    @Override
    public void turnAway(SessionMFailure why) {
        List<Waiter> all;
        synchronized (this) {
            all = Stream.concat(waiters.stream(), spare.stream()).toList();
            waiters.clear();
            spare.clear();
            pace.waiting(false, nanoClock.getAsLong());
        }
        for (Waiter waiter : all) {
            if (waiter.served().compareAndSet(false, true)) {
                waiter.emitter().fail(why);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void enter(Waiter waiter, Deadline deadline) {
        Future<?> timer = timers.start(deadline.left(), () -> {
            if (leave(waiter)) {
                waiter.emitter().fail(new SessionMFailure(Failure.DEADLINE));
            }
        });
        waiter.emitter().onTermination(() -> {
            timer.cancel(false);
            leave(waiter);
        });
        boolean first;
        synchronized (this) {
            waiters.addLast(waiter);
            pace.waiting(true, nanoClock.getAsLong());
            first = timerFor != Use.LIVE;
        }
        if (first) {
            ask();
        }
    }

    /** Whether it still stood in line. */
    private boolean leave(Waiter waiter) {
        if (!waiter.served().compareAndSet(false, true)) {
            return false;
        }
        synchronized (this) {
            waiters.remove(waiter);
            pace.waiting(!waiters.isEmpty(), nanoClock.getAsLong());
        }
        return true;
    }

    private void ask() {
        int wanted;
        Use use;
        synchronized (this) {
            if (asking || closed) {
                askAgain = true;
                return;
            }
            asking = true;
            askAgain = false;
            askedSincePulse = true;
            use = waiters.isEmpty() && !spare.isEmpty() ? Use.SPARE : Use.LIVE;
            wanted = use == Use.SPARE ? spare.size() : waiters.size();
        }
        budget.take(wanted, use).subscribe().with(grant -> granted(grant, use), bug -> {
            LOG.error("The budget failed; it is asked again.", bug);
            granted(new Grant(List.of(), CallBudget.PULSE, share.get()), use);
        });
    }

    private void granted(Grant grant, Use use) {
        if (share.getAndSet(grant.share()) != grant.share()) {
            listeners.tell(listener -> listener.budgetShare(grant.share()));
        }
        boolean left = false;
        for (Permit permit : grant.permits()) {
            left |= !use(permit, use);
        }
        boolean atOnce;
        boolean live;
        boolean others;
        synchronized (this) {
            asking = false;
            live = !waiters.isEmpty();
            others = !spare.isEmpty();
            atOnce = askAgain || left || (!live && others && use == Use.LIVE);
        }
        if (atOnce) {
            ask();
        } else if (live) {
            askIn(grant.again().plus(MARGIN), Use.LIVE);
        } else if (others) {
            Duration again = grant.again().plus(MARGIN);
            askIn(again.compareTo(BETWEEN_SPARE) < 0 ? BETWEEN_SPARE : again, Use.SPARE);
        }
    }

    /** Lets the next call go. Whether there was one, and time for it. */
    private boolean use(Permit permit, Use use) {
        while (permit.usable()) {
            Waiter next = next(use);
            if (next == null) {
                break;
            }
            if (next.served().compareAndSet(false, true)) {
                next.emitter().complete(new Returning(permit));
                return true;
            }
        }
        permit.unused();
        return false;
    }

    /** What was granted for spare calls goes to one that somebody waits for if there is one; never the other way. */
    private synchronized @Nullable Waiter next(Use use) {
        Waiter next = waiters.pollFirst();
        if (next == null && use == Use.SPARE) {
            return spare.pollFirst();
        }
        if (next != null) {
            long now = nanoClock.getAsLong();
            pace.gone(now);
            pace.waiting(!waiters.isEmpty(), now);
        }
        return next;
    }

    private void askIn(Duration time, Use use) {
        long number;
        synchronized (this) {
            timerFor = use;
            number = looks.incrementAndGet();
        }
        Future<?> unused = timers.start(time, () -> {
            synchronized (this) {
                if (looks.get() != number) {
                    return;
                }
                timerFor = null;
            }
            ask();
        });
    }

    private void pulse() {
        boolean quiet;
        synchronized (this) {
            if (closed) {
                return;
            }
            quiet = !askedSincePulse;
            askedSincePulse = false;
        }
        Future<?> unused = timers.start(CallBudget.PULSE, this::pulse);
        if (quiet) {
            ask();
        }
    }

    private record Waiter(UniEmitter<? super Permit> emitter, AtomicBoolean served) {}

    /** Tells the budget at once when the call ends: another process may wait for it. */
    private final class Returning implements Permit {

        private final Permit permit;

        Returning(Permit permit) {
            this.permit = permit;
        }

        @Override
        public boolean usable() {
            return permit.usable();
        }

        @Override
        public void ended() {
            permit.ended();
            ask();
        }

        @Override
        public void unused() {
            permit.unused();
            ask();
        }
    }
}
