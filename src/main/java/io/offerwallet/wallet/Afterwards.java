package io.offerwallet.wallet;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Two steps, one after the other, that hold nothing of what they came to once they have ended.
 *
 * <p>The operators of {@code Uni} that do the same refer to the second step, and so to its result, for as long as they are
 * there themselves. Of those who wait in a long line, thousands have become old objects by then, and for a collector of new
 * objects all old ones are alive: the wallet of each would survive too, until the whole heap is collected.
 */
public final class Afterwards<I, O> implements UniSubscriber<I> {

    private final UniEmitter<? super O> end;
    private final BiFunction<? super @Nullable I, ? super @Nullable Throwable, Uni<O>> next;

    private Afterwards(
            UniEmitter<? super O> end, BiFunction<? super @Nullable I, ? super @Nullable Throwable, Uni<O>> next) {
        this.end = end;
        this.next = next;
    }

    /**
     * Goes on to the end whoever cancels.
     *
     * @param next given what the first came to, or else its failure
     */
    public static <I, O> Uni<O> of(
            Uni<I> first, BiFunction<? super @Nullable I, ? super @Nullable Throwable, Uni<O>> next) {
        return Uni.createFrom().emitter(end -> first.subscribe().withSubscriber(new Afterwards<I, O>(end, next)));
    }

    @Override
    public void onSubscribe(UniSubscription first) {}

    @Override
    public void onItem(@Nullable I item) {
        goOn(item, null);
    }

    @Override
    public void onFailure(Throwable failure) {
        goOn(null, failure);
    }

    private void goOn(@Nullable I item, @Nullable Throwable failure) {
        Uni.createFrom().deferred(() -> next.apply(item, failure)).subscribe().with(end::complete, end::fail);
    }
}
