package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offerwallet.wallet.Failure;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private static final Object LOOP = new Object();

    private final Deque<UniEmitter<? super String>> underWay = new ArrayDeque<>();

    @Test
    void noMoreCallsThanPlacesAreUnderWay() {
        Places places = new Places(2, 10, 0.5, System::nanoTime);
        List<UniAssertSubscriber<String>> callers =
                IntStream.range(0, 5).mapToObj(i -> ask(places)).toList();
        assertThat(underWay).hasSize(2);

        underWay.removeFirst().complete("first");
        assertThat(underWay).hasSize(2);
        callers.get(0).assertCompleted().assertItem("first");

        underWay.removeFirst().fail(new SessionMFailure(Failure.FAILING));
        assertThat(underWay).hasSize(2);
        callers.get(1).assertFailedWith(SessionMFailure.class);
        callers.get(4).assertNotTerminated();
    }

    @Test
    void firstComeFirstServed() {
        Places places = new Places(1, 10, 0.5, System::nanoTime);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            places.<String>call(LOOP, () -> Uni.createFrom().emitter(call -> {
                        order.add(number);
                        underWay.add(call);
                    }))
                    .subscribe()
                    .with(ignored -> {});
        }
        while (!underWay.isEmpty()) {
            underWay.removeFirst().complete("");
        }
        assertThat(order).containsExactly(0, 1, 2, 3);
    }

    /** Otherwise calls that come at the same moment would be taken for an overload. */
    @Test
    void whoComesWhileAnotherIsLetInDoesNotWaitIfThereIsAPlace() {
        Places places = new Places(2, 10, 0.5, System::nanoTime);
        List<Integer> waiting = new ArrayList<>();
        places.<String>call(LOOP, () -> Uni.createFrom().emitter(call -> {
                    ask(places);
                    waiting.add(places.waiting());
                    ask(places);
                    waiting.add(places.waiting());
                }))
                .subscribe()
                .with(ignored -> {});

        assertThat(waiting).containsExactly(0, 1);
        assertThat(places.waiting()).isEqualTo(1);
    }

    @Test
    void whoFindsTheLineFullIsTurnedAwayAtOnce() {
        Places places = new Places(1, 1, 0.5, System::nanoTime);
        ask(places);
        UniAssertSubscriber<String> waits = ask(places);
        UniAssertSubscriber<String> tooMany = ask(places);

        waits.assertNotTerminated();
        tooMany.assertFailed();
        assertThat(((SessionMFailure) tooMany.getFailure()).failed().failure()).isEqualTo(Failure.OVERLOADED);
    }

    @Test
    void aPlaceIsFreeBeforeTheResultIsSeen() {
        Places places = new Places(1, 0, 0.5, System::nanoTime);
        UniAssertSubscriber<String> second = new UniAssertSubscriber<>();
        places.<String>call(LOOP, () -> Uni.createFrom().item("first"))
                .onItem()
                .invoke(seen -> ask(places, second))
                .await()
                .indefinitely();
        second.assertNotTerminated();
    }

    @Test
    void aCallThatNobodyWaitsForKeepsNoPlaceAfterItsEnd() {
        Places places = new Places(1, 1, 0.5, System::nanoTime);
        UniAssertSubscriber<String> gone = ask(places);
        gone.cancel();
        UniAssertSubscriber<String> next = ask(places);

        underWay.removeFirst().complete("for nobody");
        underWay.removeFirst().complete("for the next");
        next.assertItem("for the next");
    }

    @Test
    void aCallThatCannotEvenBeginKeepsNoPlace() {
        Places places = new Places(1, 0, 0.5, System::nanoTime);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> places.<String>call(LOOP, () -> {
                                throw new IllegalStateException("made for this test");
                            })
                            .await()
                            .indefinitely())
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /** As when thousands have waited longer than their deadlines. */
    @Test
    void thousandsThatEndAtOnceDoNotEndWithinEachOther() {
        int many = 100_000;
        Places places = new Places(1, many, 0.5, System::nanoTime);
        ask(places);
        AtomicInteger ended = new AtomicInteger();
        for (int i = 0; i < many; i++) {
            places.call(LOOP, () -> Uni.createFrom().<String>failure(new SessionMFailure(Failure.DEADLINE)))
                    .subscribe()
                    .with(impossible -> {}, late -> ended.incrementAndGet());
        }
        underWay.removeFirst().complete("");
        assertThat(ended).hasValue(many);
    }

    @Test
    void whoHasTimeGetsAPartOfThePlacesAndComesLast() {
        Places places = new Places(4, 10, 0.5, System::nanoTime);
        UniAssertSubscriber<Places.Place> first = spare(places);
        UniAssertSubscriber<Places.Place> second = spare(places);
        UniAssertSubscriber<Places.Place> third = spare(places);
        assertThat(List.of(first, second)).allSatisfy(UniAssertSubscriber::assertCompleted);
        third.assertNotTerminated();

        ask(places);
        ask(places);
        assertThat(underWay).as("those who can't wait").hasSize(2);

        first.getItem().leave();
        first.getItem().leave();
        third.assertNotTerminated();
        underWay.removeFirst().complete("");
        third.assertNotTerminated();
        underWay.removeFirst().complete("");
        third.assertCompleted();
        assertThat(places.waiting()).isZero();
    }

    @Test
    void whoWaitsInLineComesBeforeWhoHasTime() {
        Places places = new Places(1, 10, 1, System::nanoTime);
        UniAssertSubscriber<Places.Place> first = spare(places);
        UniAssertSubscriber<Places.Place> second = spare(places);
        ask(places);

        first.getItem().leave();

        assertThat(underWay).hasSize(1);
        second.assertNotTerminated();
        underWay.removeFirst().complete("");
        second.assertCompleted();
    }

    private static UniAssertSubscriber<Places.Place> spare(Places places) {
        return places.spare().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void manyThreadsNeverShareAPlaceAndLoseNoCall() throws Exception {
        int limit = 3;
        int callers = 8;
        int callsEach = 2_000;
        Places places = new Places(limit, callers * callsEach, 0.5, System::nanoTime);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(callers * callsEach);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        ExecutorService far = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < callers; i++) {
                threads.execute(() -> {
                    for (int j = 0; j < callsEach; j++) {
                        places.call(LOOP, () -> {
                                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                    return Uni.createFrom()
                                            .completionStage(CompletableFuture.runAsync(now::decrementAndGet, far));
                                })
                                .subscribe()
                                .with(done -> ended.countDown());
                    }
                });
            }
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            threads.shutdownNow();
            far.shutdownNow();
        }
        assertThat(most.get()).isBetween(1, limit);
    }

    private UniAssertSubscriber<String> ask(Places places) {
        return ask(places, new UniAssertSubscriber<>());
    }

    private UniAssertSubscriber<String> ask(Places places, UniAssertSubscriber<String> caller) {
        places.<String>call(LOOP, () -> Uni.createFrom().<String>emitter(call -> underWay.addLast(call)))
                .subscribe()
                .withSubscriber(caller);
        return caller;
    }
}
