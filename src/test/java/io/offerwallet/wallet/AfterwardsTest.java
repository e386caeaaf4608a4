package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.Reachable;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AfterwardsTest {

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<String> second = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    @Test
    void theSecondIsGivenWhatTheFirstCameToAndIsTheEnd() {
        UniAssertSubscriber<String> end = subscribed();

        first.complete("a");
        end.assertNotTerminated();
        assertThat(begun).isTrue();
        second.complete("b");
        end.assertCompleted().assertItem("ab");
    }

    @Test
    void theSecondIsGivenTheFailureOfTheFirst() {
        UniAssertSubscriber<String> end = subscribed();

        first.completeExceptionally(new IllegalStateException("x"));
        second.complete("b");
        end.assertCompleted().assertItem("xb");
    }

    @Test
    void theFailureOfTheSecondIsTheEnd() {
        UniAssertSubscriber<String> end = subscribed();

        first.complete("a");
        second.completeExceptionally(new IllegalStateException("y"));
        end.assertFailedWith(IllegalStateException.class, "y");
    }

    @Test
    void whatIsThrownInsteadOfASecondIsTheEnd() {
        Afterwards.<String, String>of(Uni.createFrom().item("a"), (item, failure) -> {
                    throw new IllegalStateException("z");
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertFailedWith(IllegalStateException.class, "z");
    }

    @Test
    void whoeverCancelsBothAreDone() {
        UniAssertSubscriber<String> end = subscribed();

        end.cancel();
        first.complete("a");
        assertThat(begun).isTrue();
    }

    /** As an old object would that waited for the first. */
    @Test
    void whoRefersToThemDoesNotReferToWhatTheyCameTo() {
        Uni<byte[]> both = Afterwards.of(Uni.createFrom().item(() -> new byte[1]), (item, failure) -> Uni.createFrom()
                .item(item));
        Reachable.notByItsSteps(both, item -> item);
    }

    private UniAssertSubscriber<String> subscribed() {
        return Afterwards.<String, String>of(Uni.createFrom().completionStage(first), (item, failure) -> {
                    begun.set(true);
                    String soFar = failure == null ? String.valueOf(item) : String.valueOf(failure.getMessage());
                    return Uni.createFrom().completionStage(second).map(then -> soFar + then);
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
