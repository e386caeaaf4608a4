package io.offerwallet.wallet;

import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.FetchOutcome.Fetched;
import io.offerwallet.wallet.FetchOutcome.UserUnknown;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A SessionM whose calls stay open until the test answers them, in the order in which they came. */
final class ScriptedUpstream implements WalletUpstream {

    private final InstantSource clock;
    private final Deque<UniEmitter<? super FetchOutcome>> open = new ArrayDeque<>();
    private final List<WalletKey> calls = new ArrayList<>();

    ScriptedUpstream(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Uni<FetchOutcome> fetch(WalletKey key, Deadline deadline, Trace trace) {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                calls.add(key);
                open.add(emitter);
            }
        });
    }

    synchronized List<WalletKey> calls() {
        return List.copyOf(calls);
    }

    /** What refers to all that waits for the oldest open call. */
    synchronized Object oldest() {
        return open.element();
    }

    /** Answers the oldest open call with a wallet that consists of this text. */
    void answer(String wallet) {
        complete(new Fetched(wallet.getBytes(StandardCharsets.UTF_8), clock.instant(), Optional.empty()));
    }

    void answerUnknownUser() {
        complete(new UserUnknown(clock.instant()));
    }

    void fail(Failure failure) {
        complete(Failed.of(failure));
    }

    /** Ends the oldest open call as a bug would. */
    void crash(Throwable bug) {
        next().fail(bug);
    }

    private void complete(FetchOutcome outcome) {
        next().complete(outcome);
    }

    private synchronized UniEmitter<? super FetchOutcome> next() {
        return open.remove();
    }
}
