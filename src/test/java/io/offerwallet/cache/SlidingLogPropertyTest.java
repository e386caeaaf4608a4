package io.offerwallet.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SlidingLogPropertyTest {

    private static final Duration WINDOW = Duration.ofNanos(1000);

    /** The oracle remembers everything and looks at every window that ends with something done. */
    @Property
    void inNoWindowMoreThanTheLimitAndNeverLessThanThereCouldBe(
            @ForAll @IntRange(min = 1, max = 6) int limit,
            @ForAll @Size(max = 80) List<@IntRange(max = 700) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 8) int wanted) {
        SlidingLog log = new SlidingLog(limit, WINDOW);
        List<Long> done = new ArrayList<>();
        long now = Long.MAX_VALUE - 5000; // a monotonic clock may begin anywhere, and run over
        for (int pause : pauses) {
            now += pause;
            int free = log.free(now);
            assertThat(free).isEqualTo(limit - inWindowBefore(done, now));
            for (int i = 0; i < Math.min(free, wanted); i++) {
                log.add("call", now);
                done.add(now);
            }
            assertThat(inWindowBefore(done, now)).isLessThanOrEqualTo(limit);
        }
    }

    @Property
    void thereIsMoreFreeExactlyWhenItSays(@ForAll @IntRange(max = 999) int later) {
        SlidingLog log = new SlidingLog(2, WINDOW);
        log.add("first", 0);
        log.add("second", 500);

        long more = later + log.untilMore(later).toNanos();

        assertThat(log.free(more - 1)).isLessThan(log.free(more));
    }

    @Property
    void whatWasNotDoneAfterAllIsFreeAgain(@ForAll @IntRange(min = 1, max = 5) int done) {
        SlidingLog log = new SlidingLog(5, WINDOW);
        for (int i = 0; i < done; i++) {
            log.add("call " + i, i);
        }

        log.remove("call 0");

        assertThat(log.free(done)).isEqualTo(5 - done + 1);
    }

    private static int inWindowBefore(List<Long> done, long now) {
        return (int) done.stream().filter(at -> now - at < WINDOW.toNanos()).count();
    }
}
