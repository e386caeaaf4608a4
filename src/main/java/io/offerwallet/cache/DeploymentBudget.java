package io.offerwallet.cache;

import io.offerwallet.cache.BudgetScript.Answer;
import io.offerwallet.cache.BudgetScript.Take;
import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisTrouble;
import io.offerwallet.wallet.CallBudget;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The deployment's budget as one process has it: what Redis grants, or, without a Redis or while it is out of reach, this
 * process' share.
 *
 * <p>A share is used only when whatever Redis granted last, to anybody, has passed: a window after Redis failed here first,
 * and, if calls under way are bounded, when none of them can be under way any more. The same holds after the start. Who
 * has used its share says so when it reaches Redis again, and brings the calls it made. Thread-safe.
 */
final class DeploymentBudget implements CallBudget {

    /** What may lie between a grant and its call: it is paid for by the window being so much longer. */
    static final Duration USABLE_FOR = Duration.ofMillis(50);

    /**
     * A second, in which SessionM counts; what a permit may be kept; and as much again for the ways of two calls to SessionM
     * to differ.
     */
    static final Duration WINDOW = Duration.ofSeconds(1).plus(USABLE_FOR.multipliedBy(2));

    private static final Duration BETWEEN_TRIES = USABLE_FOR;

    private final Terms terms;
    private final Optional<BudgetScript> redis;
    private final String process;
    private final LongSupplier nanoClock;
    private final Duration lapse;
    private final Duration settle;
    private final SlidingLog share;
    private final Map<String, Long> underWay = new LinkedHashMap<>();
    private final List<String> ended = new ArrayList<>();
    private final List<String> unused = new ArrayList<>();
    private boolean alone = true;
    private long aloneSince;
    private boolean byItself;
    private long takes;
    private long seen;

    private DeploymentBudget(Terms terms, Optional<Shared> shared, String process, LongSupplier nanoClock) {
        this.terms = terms;
        this.process = process;
        this.nanoClock = nanoClock;
        this.lapse = terms.longestCall().plus(WINDOW);
        this.settle = terms.concurrency().isPresent() ? lapse : WINDOW;
        this.share = new SlidingLog(shareOf(terms.rateShare(Use.LIVE)), WINDOW);
        this.redis = shared.map(place -> new BudgetScript(place.redis(), place.keys(), terms, WINDOW, lapse, settle));
        this.aloneSince = nanoClock.getAsLong();
    }

    /** A budget that is divided for good. */
    static DeploymentBudget divided(Terms terms, String process, LongSupplier nanoClock) {
        return new DeploymentBudget(terms, Optional.empty(), process, nanoClock);
    }

    /** A budget that is kept in Redis under these keys, all of one hash tag: its state, the calls made, those under way. */
    static DeploymentBudget shared(
            Terms terms, RedisCommands redis, List<String> keys, String process, LongSupplier nanoClock) {
        return new DeploymentBudget(terms, Optional.of(new Shared(redis, keys)), process, nanoClock);
    }

    private record Shared(RedisCommands redis, List<String> keys) {}

    @Override
    public Uni<Grant> take(int wanted, Use use) {
        return redis.map(script -> Uni.createFrom().deferred(() -> ask(script, nextTake(wanted, use))))
                .orElseGet(() -> Uni.createFrom().item(() -> ownShare(wanted, use)));
    }

    @Override
    public double leastPerSecond() {
        return terms.rateShare(Use.LIVE).map(DeploymentBudget::perSecond).orElse(0.0);
    }

    @Override
    public double mostPerSecond() {
        return terms.rate().map(DeploymentBudget::perSecond).orElse(Double.POSITIVE_INFINITY);
    }

    private Uni<Grant> ask(BudgetScript script, Take take) {
        return script.run(take)
                .map(answer -> granted(take, answer))
                .onFailure(RedisTrouble.class)
                .recoverWithItem(trouble -> notAnswered(take));
    }

    private synchronized Take nextTake(int wanted, Use use) {
        long now = nanoClock.getAsLong();
        forgetLapsed(now);
        return new Take(
                process + ':' + ++takes,
                wanted,
                use,
                seen,
                byItself,
                List.copyOf(ended),
                List.copyOf(unused),
                byItself ? share.entries(now) : List.of(),
                byItself ? List.copyOf(underWay.keySet()) : List.of(),
                now);
    }

    private synchronized Grant granted(Take take, Answer answer) {
        alone = false;
        byItself = false;
        seen = answer.number();
        ended.subList(0, take.ended().size()).clear();
        unused.subList(0, take.unused().size()).clear();
        return new Grant(permits(take.tokens(answer.granted()), take.sentAt()), answer.again(), answer.shares());
    }

    /** What Redis may have granted all the same isn't used. */
    private synchronized Grant notAnswered(Take take) {
        long now = nanoClock.getAsLong();
        if (!alone) {
            alone = true;
            aloneSince = now;
        }
        if (!sharing(now)) {
            unused.addAll(take.tokens(take.wanted()));
            return new Grant(List.of(), shorter(BETWEEN_TRIES, untilSharing(now)), false);
        }
        byItself = true;
        // Redis has let lapse by now what it was to be told.
        ended.clear();
        unused.clear();
        Grant grant = ownShare(take.wanted(), take.use());
        return new Grant(grant.permits(), shorter(BETWEEN_TRIES, grant.again()), true);
    }

    private synchronized Grant ownShare(int wanted, Use use) {
        long now = nanoClock.getAsLong();
        if (!sharing(now)) {
            return new Grant(List.of(), untilSharing(now), true);
        }
        forgetLapsed(now);
        int forOthers = shareOf(terms.rateShare(Use.LIVE)) - shareOf(terms.rateShare(use));
        int byRate = share.free(now) - forOthers;
        int byConcurrency = shareOf(terms.concurrencyShare(use)) - underWay.size();
        int granted = Math.max(0, Math.min(wanted, Math.min(byRate, byConcurrency)));
        List<String> tokens = tokens(granted);
        tokens.forEach(token -> share.add(token, now));
        return new Grant(permits(tokens, now), granted < byRate ? PULSE : share.untilMore(now), true);
    }

    private List<String> tokens(int count) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tokens.add(process + ":own:" + ++takes);
        }
        return tokens;
    }

    private List<Permit> permits(List<String> tokens, long since) {
        tokens.forEach(token -> underWay.put(token, since));
        return tokens.stream().<Permit>map(token -> new Granted(token, since)).toList();
    }

    /** Whether this process has been without Redis for long enough to use its share. */
    private boolean sharing(long now) {
        return alone && untilSharing(now).isZero();
    }

    private Duration untilSharing(long now) {
        return Duration.ofNanos(Math.max(0, aloneSince + settle.toNanos() - now));
    }

    /** Whatever becomes of a call, it doesn't count for ever. */
    private void forgetLapsed(long now) {
        underWay.values().removeIf(since -> now - since > lapse.toNanos());
    }

    private synchronized void giveBack(String token, boolean used) {
        underWay.remove(token);
        if (used) {
            ended.add(token);
        } else {
            unused.add(token);
            share.remove(token);
        }
    }

    private static int shareOf(Optional<Integer> calls) {
        return calls.orElse(Integer.MAX_VALUE);
    }

    private static double perSecond(int inWindow) {
        return inWindow * 1e9 / WINDOW.toNanos();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A permit by the name that Redis knows it under. */
    private final class Granted implements Permit {

        private final String token;
        private final long since;
        private final AtomicBoolean back = new AtomicBoolean();

        Granted(String token, long since) {
            this.token = token;
            this.since = since;
        }

        @Override
        public boolean usable() {
            return nanoClock.getAsLong() - since < USABLE_FOR.toNanos();
        }

        @Override
        public void ended() {
            giveBack(true);
        }

        @Override
        public void unused() {
            giveBack(false);
        }

        private void giveBack(boolean used) {
            if (back.compareAndSet(false, true)) {
                DeploymentBudget.this.giveBack(token, used);
            }
        }
    }
}
