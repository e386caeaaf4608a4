package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.culture.Culture;
import io.offerwallet.wallet.ExpectedCalls.Turns;
import io.offerwallet.wallet.ModelCall.Data;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Processes with their flows, the SessionM they ask, and the reference model of both. Everything happens in steps: after
 * each, it waits until nothing goes on any more, and then compares what was answered and asked with the model.
 */
public final class WalletWorld {

    static final int USERS = 2;
    static final int KEYS_PER_USER = 3;

    /** Nobody waits for SessionM any longer than that, since requests have deadlines. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(15);

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PURGE_TRIES = 10;
    private static final AtomicInteger USERS_SO_FAR = new AtomicInteger();

    private final ModelDeployment deployment;
    private final TestClock clock;
    private final ModelSessionM sessionm;
    private final ReferenceModel model;
    private final Turns turns;
    private final AtomicInteger discarded = new AtomicInteger();
    private final List<WalletFlow> flows;
    private final List<WalletKey> keys;
    private final List<ModelRequest> waiting = new ArrayList<>();
    private int expectedDiscards;
    private int step;

    /** From then on there may be more calls than needed, but no wrong answer. */
    private boolean disturbed;

    /** A world of its own: its users are known to no other, though the deployment may be older. */
    WalletWorld(ModelDeployment deployment) {
        this.deployment = deployment;
        this.clock = deployment.clock();
        this.sessionm = new ModelSessionM(clock);
        this.model = new ReferenceModel(sessionm, clock);
        this.turns = new Turns(sessionm, model, deployment);
        this.flows = IntStream.range(0, deployment.stores().size())
                .mapToObj(this::flow)
                .toList();
        this.keys = IntStream.range(0, USERS)
                .mapToObj(number -> keysOf(newUser()))
                .flatMap(List::stream)
                .toList();
    }

    /** @param prompt whether SessionM answers at once, rather than sometime */
    void ask(int process, int keyNumber, boolean prompt) {
        WalletKey key = keys.get(keyNumber);
        WalletFlow flow = flows.get(process);
        step(turns.whenAsked(process, key), () -> {
            flow.hit(key).ifPresent(wallet -> model.checkHit(key, wallet));
            waiting.add(new ModelRequest(
                    process,
                    key,
                    flow.wallet(key, Deadline.in(LONG, System::nanoTime), Trace.NONE)
                            .subscribeAsCompletionStage()));
        });
        if (prompt) {
            answerAll(open().stream().filter(call -> call.key.equals(key)).toList());
        }
    }

    /** SessionM answers one of its open calls, if there are any. */
    void answer(int which) {
        List<ModelCall> open = open();
        if (!open.isEmpty()) {
            answer(open.get(which % open.size()));
        }
    }

    void purge(int process, List<Integer> userNumbers) {
        List<UserId> users = userNumbers.stream().map(this::user).distinct().toList();
        step(List.of(), () -> {
            purge(flows.get(process), users, PURGE_TRIES);
            users.forEach(user -> model.purged(user, step));
        });
    }

    /** @param secondsToExpiry of the user's offers */
    void change(int userNumber, List<Integer> secondsToExpiry) {
        List<Instant> expiries = secondsToExpiry.stream()
                .map(seconds -> clock.instant().plusSeconds(seconds))
                .toList();
        sessionm.change(user(userNumber), data -> new Data(data.version() + 1, data.known(), expiries));
    }

    void learnOrForget(int userNumber) {
        sessionm.change(user(userNumber), data -> new Data(data.version() + 1, !data.known(), data.expiries()));
    }

    /** @param cause null if SessionM recovers */
    void fail(@Nullable Failure cause) {
        sessionm.fail(cause);
    }

    /** Time goes on; what would hang for too long is answered before. */
    void goOn(Duration time) {
        Instant then = clock.instant().plus(time);
        answerAll(open().stream()
                .filter(call -> then.isAfter(call.askedAt.plus(LONGEST_CALL)))
                .toList());
        step(List.of(), () -> clock.goOn(time));
    }

    /** Whoever waits leaves without an answer; the loads go on. */
    void leave() {
        step(List.of(), () -> {
            waiting.forEach(request -> request.answer().cancel(false));
            waiting.clear();
        });
    }

    void forgetEverything() {
        disturbed = true;
        step(turns.whenForgotten(keys), () -> {
            model.everythingForgotten();
            open().forEach(ModelCall::forget);
            deployment.forgetEverything();
        });
    }

    void loseMessages() {
        disturbed = true;
        step(List.of(), deployment::loseMessages);
    }

    /** Everything that hangs is answered, after which nobody waits. */
    void end() {
        answerAll(open());
        assertThat(waiting).as("still without an answer").isEmpty();
        assertThat(flows).allMatch(flow -> flow.waiting() == 0 && flow.loading() == 0);
    }

    /** Answers these, and then whatever is asked again for the same wallets. */
    private void answerAll(List<ModelCall> calls) {
        List<ModelCall> left = calls;
        while (!left.isEmpty()) {
            ModelCall first = left.get(0);
            answer(first);
            List<ModelCall> before = left;
            left = open().stream()
                    .filter(call -> before.contains(call) || (call.askedIn == step && call.key.equals(first.key)))
                    .toList();
        }
    }

    private void answer(ModelCall call) {
        boolean told = !sessionm.fails();
        boolean kept = told && !call.forgotten() && !model.fetchedBeforePurge(call);
        if (kept) {
            model.keep(call);
        } else if (told) {
            expectedDiscards++;
        }
        step(turns.whenAnswered(call, kept), () -> sessionm.answer(call));
    }

    private void step(List<ExpectedCalls> expected, Runnable event) {
        step++;
        sessionm.stepBegins(step);
        event.run();
        if (!quiet()) {
            await("nobody waits but for SessionM")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(LONG)
                    .until(this::quiet);
        }
        if (!disturbed) {
            ExpectedCalls.check(expected, sessionm.calls(call -> call.askedIn == step));
            assertThat(discarded).as("loads thrown away").hasValue(expectedDiscards);
        }
        for (ModelRequest request : waiting) {
            if (!request.waits()) {
                assertThat(request.answer()).isCompleted();
                model.check(request, request.answer().join(), step);
            }
        }
        waiting.removeIf(request -> !request.waits());
    }

    /** Whether every load waits for SessionM, and every request for a load, which it has joined. */
    private boolean quiet() {
        return IntStream.range(0, flows.size()).allMatch(process -> {
                    WalletFlow flow = flows.get(process);
                    long asked = keys.stream()
                            .filter(key -> turns.loads(process, key))
                            .count();
                    long asking = waiting.stream()
                            .filter(request -> request.process() == process && request.waits())
                            .count();
                    return flow.loading() <= asked && flow.waiting() == asking;
                })
                && waiting.stream()
                        .allMatch(request -> !request.waits() || turns.loads(request.process(), request.key()));
    }

    private static void purge(WalletFlow flow, List<UserId> users, int tries) {
        try {
            flow.purge(users, Deadline.in(LONG, System::nanoTime)).await().atMost(LONG);
        } catch (PurgeUnconfirmed notYet) {
            // As its caller is told to: on a busy machine messages may be late.
            assertThat(tries).as("tries left").isPositive();
            purge(flow, users, tries - 1);
        }
    }

    private List<ModelCall> open() {
        return sessionm.calls(ModelCall::open);
    }

    private UserId user(int number) {
        return keys.get(number * KEYS_PER_USER).user();
    }

    private WalletFlow flow(int process) {
        Freshness freshness =
                new Freshness(ModelCall.FRESH_FOR, ModelCall.STALE_IF_ERROR, ModelCall.UNKNOWN_USER_FOR, 0, () -> 0);
        Listeners<WalletListener> listeners = new Listeners<>(List.of(new WalletListener() {
            @Override
            public void loadDiscarded() {
                discarded.incrementAndGet();
            }
        }));
        WalletStore store = deployment.stores().get(process);
        WalletLoad load = new WalletLoad(store, sessionm.from(process), sessionm, freshness, listeners);
        return new WalletFlow(
                store, load, clock, listeners, new SingleFlight<>(), new PlainTimers(), Integer.MAX_VALUE);
    }

    private static List<WalletKey> keysOf(UserId user) {
        Culture english = Culture.of("en-US");
        return List.of(
                new WalletKey(user, english, Variant.WHOLE),
                new WalletKey(user, Culture.of("fr-FR"), Variant.WHOLE),
                new WalletKey(user, english, new Variant.Page(0, 10, false, "")));
    }

    private static UserId newUser() {
        return new UserId("00000000-0000-0000-0000-%012x".formatted(USERS_SO_FAR.incrementAndGet()));
    }

    @Override
    public String toString() {
        return "step %d at %s, waiting: %s, calls: %s"
                .formatted(step, clock.instant(), waiting, Optional.of(sessionm.calls(call -> true)));
    }
}
