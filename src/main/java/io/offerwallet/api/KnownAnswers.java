package io.offerwallet.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the calls of one connection whose heads are known, if they are hits. */
final class KnownAnswers implements KnownCalls.Answers {

    /** What is looked for when a request arrives is in no head that is known. */
    private static final HeaderLookup NONE = name -> null;

    private final PlainWallets wallets;
    private final Requests requests;
    private final AnswerWriter writer;

    KnownAnswers(PlainWallets wallets, Requests requests, AnswerWriter writer) {
        this.wallets = wallets;
        this.requests = requests;
        this.writer = writer;
    }

    @Override
    public boolean answer(KnownHead head, String user, @Nullable String query) {
        Arrival arrival = new Arrival("GET", RequestIds.of(null));
        return write(head, arrival, wallets.hit(user, query));
    }

    @Override
    public boolean answer(KnownHead head, byte[] body) {
        Arrival arrival = new Arrival("POST", RequestIds.of(null));
        return write(head, arrival, wallets.hit(head.call(), body));
    }

    private boolean write(KnownHead head, Arrival arrival, Optional<Answer> hit) {
        if (hit.isEmpty()) {
            return false;
        }
        arrival.admitted(head.client(), head.call().route());
        requests.arrived(arrival, NONE);
        writer.write(arrival, hit.get());
        return true;
    }
}
