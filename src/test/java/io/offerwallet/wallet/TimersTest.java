package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimersTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(20);

    private final PlainTimers timers = new PlainTimers();
    private final CompletableFuture<UniEmitter<? super String>> work = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void whatEndsInTimeHasItsResultAndLeavesNoTimer() {
        UniAssertSubscriber<String> caller = within(LONG);
        assertThat(timers.running()).isOne();
        work.join().complete("done");
        caller.assertCompleted().assertItem("done");
        assertThat(timers.running()).isZero();
    }

    @Test
    void whatFailsInTimeFailsSoAndLeavesNoTimer() {
        UniAssertSubscriber<String> caller = within(LONG);
        work.join().fail(new IllegalArgumentException("failed"));
        caller.assertFailedWith(IllegalArgumentException.class, "failed");
        assertThat(timers.running()).isZero();
    }

    @Test
    void whatHasEndedAtOnceLeavesNoTimer() {
        UniAssertSubscriber<String> caller = timers.within(
                        LONG, Uni.createFrom().item("there"), Late::new)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        caller.assertCompleted().assertItem("there");
        assertThat(timers.running()).isZero();
    }

    @Test
    void whatTakesLongerIsCancelledAndFails() {
        UniAssertSubscriber<String> caller = within(SOON);
        caller.awaitFailure(LONG).assertFailedWith(Late.class);
        assertThat(ended).as("cancelled").isTrue();
    }

    @Test
    void whoeverLeavesTakesAllWith() {
        UniAssertSubscriber<String> caller = within(LONG);
        caller.cancel();
        assertThat(ended).as("cancelled").isTrue();
        assertThat(timers.running()).isZero();
    }

    @Test
    void withoutATimerItFails() {
        timers.startNone();
        within(LONG).assertFailedWith(RejectedExecutionException.class);
    }

    private UniAssertSubscriber<String> within(Duration time) {
        Uni<String> never = Uni.createFrom().emitter(emitter -> {
            work.complete(emitter);
            emitter.onTermination(() -> ended.set(true));
        });
        return timers.within(time, never, Late::new).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
