package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.sessionm.EvenLine.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EvenLineTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);
    private final EvenLine line = new EvenLine(now::get);
    private final Lane one = line.lane("one");
    private final Lane other = line.lane("other");
    private final List<String> gone = new ArrayList<>();

    @Test
    void ofOneLoopFirstComeFirstServed() {
        come(one, "1", "2", "3");
        letIn(3);
        assertThat(gone).containsExactly("1", "2", "3");
        assertThat(line.isEmpty()).isTrue();
        assertThat(line.poll()).isNull();
    }

    @Test
    void whatLoopsBringAllAtOnceGoesInTurns() {
        come(one, "1", "2", "3");
        come(other, "a", "b", "c", "d");
        letIn(7);
        assertThat(gone).containsExactly("1", "a", "2", "b", "3", "c", "d");
    }

    @Test
    void whoseCallHasEndedHasTheNext() {
        come(one, "1", "2", "3");
        come(other, "a", "b", "c");
        letIn(4);
        assertThat(gone).containsExactly("1", "a", "2", "b");

        line.ended(other);
        letIn(1);
        line.ended(one);
        letIn(1);

        assertThat(gone).endsWith("c", "3");
    }

    /** A loop with more connections than another has longer waits otherwise. */
    @Test
    void whoCameLongBeforeGoesFirstHoweverManyOfItsLoopAreUnderWay() {
        come(one, "1", "2", "3");
        now.addAndGet(Duration.ofMillis(101).toNanos());
        come(other, "a");
        come(one, "4");
        letIn(5);
        assertThat(gone).containsExactly("1", "2", "3", "a", "4");
    }

    @Test
    void ofThoseThatAreEvenTheOldestGoesFirst() {
        come(other, "a");
        now.addAndGet(Duration.ofMillis(50).toNanos());
        come(one, "1");
        letIn(2);
        assertThat(gone).containsExactly("a", "1");
    }

    @Test
    void aLoopIsKnownAgain() {
        assertThat(line.lane("one")).isSameAs(one).isNotSameAs(other);
        come(one, "1");
        come(other, "a");
        assertThat(line.size()).isEqualTo(2);
    }

    private void come(Lane lane, String... calls) {
        for (String call : calls) {
            line.add(lane, () -> gone.add(call));
            now.incrementAndGet();
        }
    }

    private void letIn(int calls) {
        for (int i = 0; i < calls; i++) {
            Optional.ofNullable(line.poll()).ifPresent(Runnable::run);
        }
    }
}
