package io.offerwallet.api;

import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.impl.ContextInternal;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** A request that waits for its answer on its connection's event loop, where all its methods are called. */
final class Waiting {

    private final Arrival arrival;
    private final UnderWay underWay;
    private Cancellable call = () -> {};

    /** @param underWay where it has begun */
    Waiting(Arrival arrival, UnderWay underWay) {
        this.arrival = arrival;
        this.underWay = underWay;
    }

    Arrival arrival() {
        return arrival;
    }

    /**
     * Asks, and tells of the answer on the event loop: in a task of its own, so that nothing of the connection is in between, and
     * what is logged is logged as for hits, without a context of Vert.x'.
     *
     * @param vertx the connection's: whoever asks SessionM or Redis is to find the event loop that it is on
     */
    void begin(
            ContextInternal vertx, EventLoop loop, Supplier<Uni<Answer>> asking, BiConsumer<Waiting, Answer> answered) {
        vertx.dispatch(() -> call = Uni.createFrom()
                .deferred(asking::get)
                .onFailure()
                .recoverWithItem(this::failed)
                .subscribe()
                .with(answer -> loop.execute(() -> answered.accept(this, answer))));
    }

    /** To be told once, when its answer was sent or can't be any more. */
    void ended() {
        underWay.ended();
    }

    /** Nobody wants the answer. */
    void giveUp() {
        call.cancel();
        ended();
    }

    private Answer failed(Throwable bug) {
        return Answer.problem(Bugs.told(bug, arrival.requestId()), arrival);
    }
}
