package io.offerwallet.api;

import io.netty.channel.ChannelHandlerContext;
import io.offerwallet.wallet.WalletOutcome;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for what is to be answered. Tells its connection on the event loop: in a task of its own, so that nothing
 * of the connection is in between, and what is logged is logged as for hits, without a context of Vert.x'.
 *
 * <p>Nothing but one small object, as thousands wait at once.
 */
final class Waiting implements UniSubscriber<WalletOutcome> {

    private final Question question;
    private final Arrival arrival;
    private final ChannelHandlerContext context;
    private final WalletHandler handler;
    private @Nullable UniSubscription asking;

    /** @param context the handler's */
    Waiting(Question question, Arrival arrival, ChannelHandlerContext context, WalletHandler handler) {
        this.question = question;
        this.arrival = arrival;
        this.context = context;
        this.handler = handler;
    }

    Question question() {
        return question;
    }

    Arrival arrival() {
        return arrival;
    }

    /** Nobody wants the answer. */
    void giveUp() {
        if (asking != null) {
            asking.cancel();
        }
    }

    @Override
    public void onSubscribe(UniSubscription subscription) {
        asking = subscription;
    }

    @Override
    public void onItem(WalletOutcome outcome) {
        tell(() -> handler.answer(this, outcome));
    }

    @Override
    public void onFailure(Throwable bug) {
        tell(() -> failed(bug));
    }

    private void tell(Supplier<Answer> making) {
        context.executor().execute(() -> handler.answered(context, this, made(making)));
    }

    private Answer made(Supplier<Answer> making) {
        try {
            return making.get();
        } catch (RuntimeException bug) {
            return failed(bug);
        }
    }

    private Answer failed(Throwable bug) {
        return Answer.problem(Bugs.told(bug, arrival.requestId()), arrival);
    }
}
