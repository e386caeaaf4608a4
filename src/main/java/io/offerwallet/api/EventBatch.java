package io.offerwallet.api;

import io.offerwallet.api.SessionmEvent.Purging;
import io.offerwallet.api.SessionmEvent.Refused;
import io.offerwallet.wallet.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The events of one call.
 *
 * @param inList whether they came in a list, so that it must be said which of them is meant
 */
record EventBatch(List<SessionmEvent> events, boolean inList) {

    /** Enough to see what they have in common. */
    private static final int MOST_POSITIONS = 20;

    EventBatch {
        events = List.copyOf(events);
    }

    /** The users whose offers have changed. */
    Set<UserId> users() {
        return events.stream()
                .filter(Purging.class::isInstance)
                .map(event -> ((Purging) event).user())
                .collect(Collectors.toUnmodifiableSet());
    }

    int count(Class<? extends SessionmEvent> kind) {
        return (int) events.stream().filter(kind::isInstance).count();
    }

    /** What to tell of events that can't be understood, if there are any: the first in full, the others by position. */
    Optional<Problem> refusal() {
        List<Integer> positions = IntStream.range(0, events.size())
                .filter(i -> events.get(i) instanceof Refused)
                .boxed()
                .toList();
        if (positions.isEmpty()) {
            return Optional.empty();
        }
        Refused first = (Refused) events.get(positions.get(0));
        return Optional.of(Problem.invalid(first.field(), inList ? first.why() + others(positions) : first.why()));
    }

    private String others(List<Integer> refused) {
        String positions = refused.stream()
                .limit(MOST_POSITIONS)
                .map(position -> Integer.toString(position))
                .collect(Collectors.joining(", "));
        String more = refused.size() > MOST_POSITIONS ? " and more" : "";
        return " Refused: " + refused.size() + " of " + events.size() + " events, counted from 0: " + positions + more
                + ". The others were carried out.";
    }
}
