package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How many calls SessionM gets in a step for a wallet.
 *
 * @param processes who may make them
 */
record ExpectedCalls(WalletKey key, Set<Integer> processes, int least, int most) {

    /** Fails unless the calls of a step are exactly of those that were expected. */
    static void check(List<ExpectedCalls> expected, List<ModelCall> calls) {
        assertThat(calls).as("calls where any are expected").allMatch(call -> expected.stream()
                .anyMatch(some -> some.includes(call)));
        assertThat(expected)
                .as("expected, where there are %s", calls)
                .allMatch(some -> calls.stream().filter(some::includes).count() >= some.least
                        && calls.stream().filter(some::includes).count() <= some.most);
    }

    private boolean includes(ModelCall call) {
        return call.key.equals(key) && processes.contains(call.process);
    }

    /** What calls are under way, and so which come next. */
    record Turns(ModelSessionM sessionm, ReferenceModel model, ModelDeployment deployment) {

        List<ExpectedCalls> whenAsked(int process, WalletKey key) {
            boolean underWay = sessionm.any(
                    call -> call.key.equals(key) && (call.hasTurn() || (call.open() && call.process == process)));
            if (underWay || model.mustHit(key)) {
                return List.of();
            }
            return List.of(new ExpectedCalls(key, Set.of(process), model.mayHit(key) ? 0 : 1, 1));
        }

        /** @param kept whether what it tells will be held */
        List<ExpectedCalls> whenAnswered(ModelCall call, boolean kept) {
            WalletKey key = call.key;
            Set<Integer> waiting = waiting(key);
            if (sessionm.fails()) {
                // Who waits is told; who just looks again instead finds the turn free.
                return call.forgotten() ? List.of() : List.of(new ExpectedCalls(key, waiting, 0, 1));
            }
            if (kept) {
                boolean enough = waiting.isEmpty() || model.mustHit(key);
                return enough ? List.of() : List.of(new ExpectedCalls(key, waiting, 1, 1));
            }
            boolean othersTurn = sessionm.any(other -> other != call && other.key.equals(key) && other.hasTurn());
            return othersTurn || model.mustHit(key)
                    ? List.of()
                    : List.of(new ExpectedCalls(key, Set.of(call.process), 1, 1));
        }

        /** One of those who wait finds that the turn is free. */
        List<ExpectedCalls> whenForgotten(List<WalletKey> keys) {
            return keys.stream()
                    .map(key -> new ExpectedCalls(key, waiting(key), 1, 1))
                    .filter(some -> !some.processes().isEmpty())
                    .toList();
        }

        /** Whether the process loads the wallet itself or waits for another that does. */
        boolean loads(int process, WalletKey key) {
            return sessionm.any(call -> call.open() && call.process == process && call.key.equals(key))
                    || (sessionm.any(call -> call.open() && call.key.equals(key)) && deployment.waits(process, key));
        }

        private Set<Integer> waiting(WalletKey key) {
            return IntStream.range(0, deployment.stores().size())
                    .filter(process -> loads(process, key))
                    .filter(process ->
                            !sessionm.any(call -> call.open() && call.process == process && call.key.equals(key)))
                    .boxed()
                    .collect(java.util.stream.Collectors.toUnmodifiableSet());
        }
    }
}
