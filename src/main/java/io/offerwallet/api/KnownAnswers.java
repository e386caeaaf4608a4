package io.offerwallet.api;

import io.netty.channel.ChannelHandlerContext;
import io.offerwallet.api.PlainWallets.Found;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the calls of one connection whose heads are known, if what they ask is understood. */
final class KnownAnswers implements KnownCalls.Answers {

    /** What is looked for when a request arrives is in no head that is known. */
    private static final HeaderLookup NONE = name -> null;

    private final PlainWallets wallets;
    private final WalletHandler handler;
    private final ChannelHandlerContext context;

    /** @param context the handler's */
    KnownAnswers(PlainWallets wallets, WalletHandler handler, ChannelHandlerContext context) {
        this.wallets = wallets;
        this.handler = handler;
        this.context = context;
    }

    @Override
    public boolean answer(KnownHead head, String user, @Nullable String query) {
        Arrival arrival = new Arrival("GET", RequestIds.of(null));
        return answer(head, arrival, wallets.find(user, query));
    }

    @Override
    public boolean answer(KnownHead head, byte[] body) {
        Arrival arrival = new Arrival("POST", RequestIds.of(null));
        return answer(head, arrival, wallets.find(head.call(), body));
    }

    private boolean answer(KnownHead head, Arrival arrival, Optional<Found> found) {
        arrival.admitted(head.client(), head.call().route());
        return found.isPresent() && handler.answer(context, found.get(), arrival, NONE);
    }
}
