package io.offerwallet.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job as it stands.
 *
 * @param durable whether it survives the end of this process
 * @param createdAt when it was begun
 * @param finishedAt when it ended
 * @param rows what it was given
 * @param items what became of them
 * @param perSecond how many items have ended a second of late; zero if that can't be told yet
 */
public record Job(
        String id,
        JobRequest request,
        State state,
        boolean durable,
        Instant createdAt,
        Optional<Instant> finishedAt,
        Rows rows,
        Items items,
        double perSecond) {

    /** The names are stable: callers compare them, in lower case. */
    public enum State {
        /** Its items are still coming in. */
        RECEIVING,
        /** None of its items has been begun. */
        WAITING,
        RUNNING,
        /** Every item was carried out or has failed. */
        DONE,
        CANCELLED,
        /** Its deadline came before its end. */
        EXPIRED,
        /** Its items didn't come in whole. None was carried out. */
        FAILED;

        public boolean ended() {
            return compareTo(DONE) >= 0;
        }
    }

    /**
     * What came in, in whatever form.
     *
     * @param accepted how many rows were understood
     * @param refused how many weren't
     * @param examples the first of those
     */
    public record Rows(long accepted, long refused, List<RefusedRow> examples) {
        public Rows {
            examples = List.copyOf(examples);
        }
    }

    /**
     * A row that wasn't understood, and why.
     *
     * @param line counted from 1
     */
    public record RefusedRow(long line, String reason) {}

    /**
     * How many there are, and how they ended.
     *
     * @param outcomes how many ended in which way
     */
    public record Items(long total, long done, long failed, Map<String, Long> outcomes) {
        public Items {
            outcomes = Map.copyOf(outcomes);
        }

        public long left() {
            return total - done - failed;
        }
    }

    /** How many items may be carried out at this time that haven't been. */
    public long dueAt(Instant now) {
        boolean due = state == State.WAITING || state == State.RUNNING;
        return due && request.notBefore().filter(now::isBefore).isEmpty() ? items.left() : 0;
    }

    /** When it will have ended if it goes on as of late; empty if that can't be told, or it has ended. */
    public Optional<Instant> estimatedFinish(Instant now) {
        if (state.ended() || perSecond <= 0) {
            return Optional.empty();
        }
        return Optional.of(now.plus(Duration.ofMillis((long) (items.left() / perSecond * 1000))));
    }
}
