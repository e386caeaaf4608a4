package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.WalletOutcome.Cases;
import io.offerwallet.wallet.WalletOutcome.Fresh;
import io.offerwallet.wallet.WalletOutcome.Source;
import io.offerwallet.wallet.WalletOutcome.Stale;
import io.offerwallet.wallet.WalletOutcome.UnknownUser;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is held, said as simply as possible: per wallet the last call that told something, until its user is purged. What
 * was held when everything was forgotten may still be in the memory of a process, or not.
 *
 * <p>From this and from SessionM's calls follows which answers are right.
 */
final class ReferenceModel {

    private static final int NEVER = -1;

    private final ModelSessionM sessionm;
    private final InstantSource clock;
    private final Map<UserId, Integer> purgedIn = new HashMap<>();
    private final Map<WalletKey, ModelCall> held = new HashMap<>();
    private final Map<WalletKey, List<ModelCall>> perhapsHeld = new HashMap<>();

    ReferenceModel(ModelSessionM sessionm, InstantSource clock) {
        this.sessionm = sessionm;
        this.clock = clock;
    }

    /** A call told something. */
    void keep(ModelCall call) {
        held.put(call.key, call);
    }

    /** A purge of the user was acknowledged in this step. */
    void purged(UserId user, int step) {
        purgedIn.put(user, step);
        held.keySet().removeIf(key -> key.user().equals(user));
        perhapsHeld.keySet().removeIf(key -> key.user().equals(user));
    }

    void everythingForgotten() {
        held.forEach((key, call) ->
                perhapsHeld.computeIfAbsent(key, none -> new ArrayList<>()).add(call));
        held.clear();
    }

    /** P4: what it told is, or may be, from before the last purge. */
    boolean fetchedBeforePurge(ModelCall call) {
        return call.askedIn <= purgedIn.getOrDefault(call.key.user(), NEVER);
    }

    boolean mustHit(WalletKey key) {
        return must(key, call -> call.freshAt(now()));
    }

    boolean mayHit(WalletKey key) {
        return may(key, call -> call.freshAt(now()));
    }

    /** Fails unless {@code outcome} is right for a request that was answered in this step. */
    void check(ModelRequest request, WalletOutcome outcome, int step) {
        WalletKey key = request.key();
        outcome.fold(new Cases<>(
                fresh -> checkFresh(request, fresh, step),
                stale -> checkStale(key, stale, step),
                unknown -> checkUnknownUser(request, unknown, step),
                refused -> checkNothing(key, Failure.CREDENTIAL_REFUSED, step),
                unavailable -> checkNothing(key, unavailable.cause(), step)));
    }

    /** Fails unless {@code wallet} is a hit. */
    boolean checkHit(WalletKey key, HeldWallet wallet) {
        ModelCall call = told(key, wallet);
        assertThat(mayFind(key)).as("what may be held").contains(call);
        assertThat(call.freshAt(now())).as("fresh at %s: %s", now(), call).isTrue();
        return true;
    }

    private boolean checkFresh(ModelRequest request, Fresh fresh, int step) {
        if (fresh.source() == Source.HIT) {
            return checkHit(request.key(), fresh.wallet());
        }
        ModelCall call = told(request.key(), fresh.wallet());
        assertThat(call.answeredIn(step)).as("just loaded: %s", call).isTrue();
        assertThat(fresh.source() == Source.COALESCED || call.process == request.process())
                .as("loaded for this process: %s", call)
                .isTrue();
        return true;
    }

    private boolean checkStale(WalletKey key, Stale stale, int step) {
        ModelCall call = told(key, stale.wallet());
        assertThat(mayFind(key)).as("what may be held").contains(call);
        assertThat(call.usableAt(now())).as("usable at %s: %s", now(), call).isTrue();
        assertThat(mustHit(key)).as("fresh data held").isFalse();
        return checkFailed(key, stale.cause(), step);
    }

    private boolean checkUnknownUser(ModelRequest request, UnknownUser unknown, int step) {
        Predicate<ModelCall> toldSo = call -> call.told(false) && !fetchedBeforePurge(call);
        boolean right = unknown.source() == Source.HIT
                ? may(request.key(), toldSo.and(call -> call.freshAt(now())))
                : sessionm.any(toldSo.and(call -> call.key.equals(request.key()) && call.answeredIn(step)));
        assertThat(right).as("SessionM just said so, or lately").isTrue();
        return true;
    }

    private boolean checkNothing(WalletKey key, Failure cause, int step) {
        assertThat(must(key, call -> call.usableAt(now())))
                .as("usable data held")
                .isFalse();
        return checkFailed(key, cause, step);
    }

    private boolean checkFailed(WalletKey key, Failure cause, int step) {
        assertThat(sessionm.any(call -> call.key.equals(key) && call.answeredIn(step) && call.failedWith(cause)))
                .as("SessionM just failed with %s", cause)
                .isTrue();
        return true;
    }

    /** The call that told what is in {@code wallet}, which has every mark of it and is of this key (P1). */
    private ModelCall told(WalletKey key, HeldWallet wallet) {
        ModelCall call = sessionm.call(wallet.body()).orElseThrow();
        assertThat(call.key).as("whose it is").isEqualTo(key);
        assertThat(call.told(true)).as("told: %s", call).isTrue();
        assertThat(fetchedBeforePurge(call)).as("before a purge: %s", call).isFalse();
        assertThat(wallet).usingRecursiveComparison().isEqualTo(call.held());
        assertThat(call.usableAt(now()))
                .as("within its hard limit at %s: %s", now(), call)
                .isTrue();
        return call;
    }

    private boolean must(WalletKey key, Predicate<ModelCall> is) {
        return Optional.ofNullable(held.get(key)).filter(is).isPresent();
    }

    private boolean may(WalletKey key, Predicate<ModelCall> is) {
        return mayFind(key).stream().anyMatch(is);
    }

    private List<ModelCall> mayFind(WalletKey key) {
        List<ModelCall> all = new ArrayList<>(perhapsHeld.getOrDefault(key, List.of()));
        Optional.ofNullable(held.get(key)).ifPresent(all::add);
        return all;
    }

    private Instant now() {
        return clock.instant();
    }
}
