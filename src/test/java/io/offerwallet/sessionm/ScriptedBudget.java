package io.offerwallet.sessionm;

import io.offerwallet.wallet.CallBudget;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A budget that answers when it is told to, and remembers what it was asked and given back. */
final class ScriptedBudget implements CallBudget {

    final List<Integer> asked = new ArrayList<>();
    final List<Use> uses = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    double least;
    double most = Double.POSITIVE_INFINITY;
    private final List<UniEmitter<? super Grant>> questions = new ArrayList<>();
    private int permits;

    @Override
    public Uni<Grant> take(int wanted, Use use) {
        return Uni.createFrom().emitter(question -> {
            asked.add(wanted);
            uses.add(use);
            questions.add(question);
        });
    }

    @Override
    public double leastPerSecond() {
        return least;
    }

    @Override
    public double mostPerSecond() {
        return most;
    }

    /** Answers the question that is open. */
    void grants(int usable, Duration again) {
        List<Permit> granted = new ArrayList<>();
        for (int i = 0; i < usable; i++) {
            granted.add(permit(true));
        }
        answer(new Grant(granted, again, false));
    }

    void grantsTooLate() {
        answer(new Grant(List.of(permit(false)), Duration.ZERO, false));
    }

    void answer(Grant grant) {
        questions.remove(0).complete(grant);
    }

    /** How many questions are open. */
    int open() {
        return questions.size();
    }

    private Permit permit(boolean usable) {
        int number = ++permits;
        return new Permit() {
            @Override
            public boolean usable() {
                return usable;
            }

            @Override
            public void ended() {
                events.add("ended " + number);
            }

            @Override
            public void unused() {
                events.add("unused " + number);
            }
        };
    }
}
