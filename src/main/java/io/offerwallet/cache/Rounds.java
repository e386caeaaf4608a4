package io.offerwallet.cache;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Lets many callers share questions about the same key, one question at a time. Thread-safe.
 *
 * <p>Who comes while a question is under way doesn't get its answer, which may be older than the caller, but shares the next
 * question. So every answer is of after its caller came, as if each had asked for itself, and however many come at once, there
 * are two questions.
 *
 * <p>A question goes on when callers leave, and must end by itself.
 */
final class Rounds<K, V> {

    private final Function<K, Uni<V>> question;
    private final ConcurrentMap<K, Queue<V>> queues = new ConcurrentHashMap<>();

    Rounds(Function<K, Uni<V>> question) {
        this.question = question;
    }

    /** The answer to a question that is asked now or later. */
    Uni<V> ask(K key) {
        return Uni.createFrom().emitter(asker -> {
            Queue<V> mine = new Queue<>();
            while (true) {
                Queue<V> others = queues.putIfAbsent(key, mine);
                if (others == null) {
                    begin(key, mine, List.of(asker));
                    return;
                }
                if (others.join(asker)) {
                    return;
                }
                // It has just ended, and is about to be removed.
                queues.remove(key, others);
            }
        });
    }

    /** How many questions are under way. */
    int underWay() {
        return queues.size();
    }

    /** Goes on with those who came meanwhile, until nobody did; without recursion while answers come at once. */
    private void begin(K key, Queue<V> queue, List<UniEmitter<? super V>> first) {
        List<UniEmitter<? super V>> askers = first;
        while (!askers.isEmpty()) {
            // Asking returns, and the answer comes: the later of the two goes on.
            AtomicBoolean oneOfTwo = new AtomicBoolean();
            List<UniEmitter<? super V>> told = askers;
            Runnable goOn = () -> {
                if (oneOfTwo.getAndSet(true)) {
                    begin(key, queue, next(key, queue));
                }
            };
            Uni.createFrom()
                    .deferred(() -> question.apply(key))
                    .subscribe()
                    .with(
                            answer -> {
                                goOn.run();
                                told.forEach(asker -> asker.complete(answer));
                            },
                            failure -> {
                                goOn.run();
                                told.forEach(asker -> asker.fail(failure));
                            });
            if (!oneOfTwo.getAndSet(true)) {
                return;
            }
            askers = next(key, queue);
        }
    }

    private List<UniEmitter<? super V>> next(K key, Queue<V> queue) {
        List<UniEmitter<? super V>> waiting = queue.takeOrEnd();
        if (waiting.isEmpty()) {
            queues.remove(key, queue);
        }
        return waiting;
    }

    /** Those who wait until the question under way is answered. */
    private static final class Queue<V> {

        private List<UniEmitter<? super V>> waiting = List.of();
        private boolean ended;

        /** Whether it wasn't too late. */
        synchronized boolean join(UniEmitter<? super V> asker) {
            if (ended) {
                return false;
            }
            if (waiting.isEmpty()) {
                waiting = new ArrayList<>();
            }
            waiting.add(asker);
            return true;
        }

        /** All who wait; if nobody does, nobody can any more. */
        synchronized List<UniEmitter<? super V>> takeOrEnd() {
            List<UniEmitter<? super V>> taken = waiting;
            waiting = List.of();
            ended = taken.isEmpty();
            return taken;
        }
    }
}
