package io.offerwallet.wallet;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.Transformer;

/** What can happen in a {@link WalletWorld}; few users, keys and instants, so that things meet. */
final class WalletActions {

    private final int processes;

    WalletActions(int processes) {
        this.processes = processes;
    }

    Action<WalletWorld> ask() {
        Arbitrary<Integer> key = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(0, WalletWorld.USERS * WalletWorld.KEYS_PER_USER - 1)));
        Arbitrary<Boolean> prompt = Arbitraries.frequency(Tuple.of(2, true), Tuple.of(1, false));
        return action(Combinators.combine(process(), key, prompt)
                .as((process, number, promptly) -> named(
                        "process %d is asked for key %d, SessionM answers %s"
                                .formatted(process, number, promptly ? "at once" : "later"),
                        world -> world.ask(process, number, promptly))));
    }

    Action<WalletWorld> answer() {
        return action(Arbitraries.integers()
                .between(0, 3)
                .map(which -> named("SessionM answers open call " + which, world -> world.answer(which))));
    }

    Action<WalletWorld> purge() {
        Arbitrary<List<Integer>> users =
                user().list().uniqueElements().ofMinSize(1).ofMaxSize(WalletWorld.USERS);
        return action(Combinators.combine(process(), users)
                .as((process, some) -> named(
                        "process %d purges users %s".formatted(process, some), world -> world.purge(process, some))));
    }

    Action<WalletWorld> change() {
        Arbitrary<List<Integer>> expiries =
                Arbitraries.of(-5, 5, 10, 30, 55, 65, 400).list().ofMaxSize(2);
        return action(Combinators.combine(user(), expiries)
                .as((user, seconds) -> named(
                        "user %d's data changes, offers expire in %s s".formatted(user, seconds),
                        world -> world.change(user, seconds))));
    }

    Action<WalletWorld> learnOrForget() {
        return action(user().map(user ->
                named("SessionM learns of user %d, or forgets".formatted(user), world -> world.learnOrForget(user))));
    }

    Action<WalletWorld> failOrRecover() {
        Arbitrary<Failure> causes = Arbitraries.of(Failure.FAILING, Failure.THROTTLED, Failure.CREDENTIAL_REFUSED);
        return action(causes.injectNull(0.6)
                .map(cause -> named(
                        cause == null ? "SessionM recovers" : "SessionM fails: " + cause, world -> world.fail(cause))));
    }

    /** In units in which everything lasts: limits are reached exactly, as well as passed. */
    Action<WalletWorld> goOn() {
        return action(Arbitraries.frequency(
                        Tuple.of(6, 5), Tuple.of(3, 10), Tuple.of(3, 30), Tuple.of(3, 60), Tuple.of(2, 300))
                .map(seconds -> named(seconds + " s go by", world -> world.goOn(Duration.ofSeconds(seconds)))));
    }

    Action<WalletWorld> leave() {
        return action(Arbitraries.just(named("whoever waits leaves", WalletWorld::leave)));
    }

    Action<WalletWorld> forgetEverything() {
        return action(Arbitraries.just(named("what is shared forgets everything", WalletWorld::forgetEverything)));
    }

    Action<WalletWorld> loseMessages() {
        return action(Arbitraries.just(named("messages get lost", WalletWorld::loseMessages)));
    }

    private Arbitrary<Integer> process() {
        return Arbitraries.integers().between(0, processes - 1);
    }

    private static Arbitrary<Integer> user() {
        return Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 1));
    }

    private static Transformer<WalletWorld> named(String name, Consumer<WalletWorld> event) {
        return Transformer.mutate(name, event);
    }

    private static Action<WalletWorld> action(Arbitrary<Transformer<WalletWorld>> events) {
        return (Action.Independent<WalletWorld>) () -> events;
    }
}
