package io.offerwallet.testing;

import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What is still referred to. */
public final class Reachable {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Reachable() {}

    /** The steps of a {@code Uni}, once ended, are referred to, as by old objects, and what it came to by nobody else. */
    public static <T> void notByItsSteps(Uni<T> uni, Function<T, Object> part) {
        Ended<T> ended = new Ended<>(part);
        uni.subscribe().withSubscriber(ended);
        WeakReference<Object> end =
                ended.end.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
        notFrom(ended.steps.join(), end);
    }

    /** Fails if the collector never finds it unreachable though {@code root} is there. */
    public static void notFrom(Object root, WeakReference<?> what) {
        try {
            await().atMost(LONGEST).until(() -> {
                System.gc();
                return what.refersTo(null);
            });
        } finally {
            Reference.reachabilityFence(root);
        }
    }

    private static final class Ended<T> implements UniSubscriber<T> {

        private final CompletableFuture<UniSubscription> steps = new CompletableFuture<>();
        private final CompletableFuture<WeakReference<Object>> end = new CompletableFuture<>();
        private final Function<T, Object> part;

        Ended(Function<T, Object> part) {
            this.part = part;
        }

        @Override
        public void onSubscribe(UniSubscription subscription) {
            steps.complete(subscription);
        }

        @Override
        public void onItem(T item) {
            end.complete(new WeakReference<>(part.apply(item)));
        }

        @Override
        public void onFailure(Throwable failure) {
            end.completeExceptionally(failure);
        }
    }
}
