package io.offerwallet.wallet;

import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.FetchOutcome.Fetched;
import io.offerwallet.wallet.FetchOutcome.UserUnknown;
import io.offerwallet.wallet.ModelCall.Data;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The SessionM of a model-based test. Every call stays open until it is answered, and is remembered: a wallet's bytes are
 * the number of the call that they answered, which tells whose they are and how old. Thread-safe.
 */
final class ModelSessionM implements WalletReader {

    private final InstantSource clock;
    private final Map<UserId, Data> users = new HashMap<>();
    private final List<ModelCall> calls = new ArrayList<>();
    private @Nullable Failure failure;
    private int step;

    ModelSessionM(InstantSource clock) {
        this.clock = clock;
    }

    /** SessionM, as seen from one process. */
    WalletUpstream from(int process) {
        return (key, deadline, trace) -> Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                calls.add(new ModelCall(calls.size(), process, key, clock.instant(), step, data(key.user()), emitter));
            }
        });
    }

    /** Understands its own wallets, of which nothing can be cut. */
    @Override
    public Optional<Survey> survey(byte[] body) {
        return call(body).map(call -> new ScriptedSurvey(now -> new Unexpired(body, call.data.firstExpiryAfter(now))));
    }

    @Override
    public Optional<Wallet> read(byte[] body) {
        return call(body).map(call -> {
            List<Offer> offers =
                    call.data.expiries().stream().map(Expiring::offer).toList();
            return new Wallet(BigDecimal.ONE, BigDecimal.TEN, offers.size(), offers);
        });
    }

    synchronized void stepBegins(int number) {
        step = number;
    }

    synchronized void change(UserId user, UnaryOperator<Data> change) {
        users.put(user, change.apply(data(user)));
    }

    /** From now on every answer is this failure, or none if it is null. */
    synchronized void fail(@Nullable Failure cause) {
        failure = cause;
    }

    synchronized boolean fails() {
        return failure != null;
    }

    void answer(ModelCall call) {
        FetchOutcome outcome;
        synchronized (this) {
            call.answered(step, failure);
            if (failure != null) {
                outcome = Failed.of(failure);
            } else {
                outcome = call.data.known()
                        ? new Fetched(call.body(), call.askedAt, Optional.empty())
                        : new UserUnknown(call.askedAt);
            }
        }
        call.caller.complete(outcome);
    }

    synchronized List<ModelCall> calls(Predicate<ModelCall> which) {
        return calls.stream().filter(which).toList();
    }

    synchronized boolean any(Predicate<ModelCall> which) {
        return calls.stream().anyMatch(which);
    }

    synchronized Optional<ModelCall> call(byte[] body) {
        return ModelCall.number(body).filter(number -> number < calls.size()).map(calls::get);
    }

    private Data data(UserId user) {
        return users.getOrDefault(user, Data.FIRST);
    }
}
