package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlidingSecondTest {
    private static final long SECOND = 1_000_000_000L;

    @Property(tries = 200)
    void countsWhatAListWouldCount(@ForAll @Size(max = 200) List<@LongRange(max = 300_000_000) Long> gaps) {
        var second = new SlidingSecond();
        var seen = new ArrayList<Long>();
        long now = Long.MAX_VALUE - 5 * SECOND;
        for (long gap : gaps) {
            now += gap;
            seen.add(now);
            long end = now;
            assertThat(second.add(now)).isEqualTo((int)
                    seen.stream().filter(time -> end - time < SECOND).count());
        }
    }

    @Test
    void growsWithTheTraffic() {
        var second = new SlidingSecond();
        for (int i = 1; i <= 10_000; i++) {
            assertThat(second.add(i)).isEqualTo(i);
        }
        assertThat(second.count(SECOND + 5_000)).isEqualTo(5_000);
    }

    @Test
    void theLimitHoldsInEveryWindowAndRefusalsCostNothing() {
        var now = new AtomicLong();
        var limit = new RateLimit(now::get);

        now.set(SECOND - 1);
        assertThat(limit.admits(2)).isTrue();
        assertThat(limit.admits(2)).isTrue();
        now.set(SECOND + 1);
        assertThat(limit.admits(2))
                .as("a new second on the clock is not a new window")
                .isFalse();
        now.set(2 * SECOND - 1);
        assertThat(limit.admits(2)).isTrue();
        assertThat(limit.admits(2)).isTrue();
        assertThat(limit.admits(2)).isFalse();
        assertThat(limit.admits(0)).as("no limit").isTrue();
    }
}
