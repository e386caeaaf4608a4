package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureWindowTest {

    @Property
    void itSaysWhatCountingTheLastCallsWouldSay(
            @ForAll @IntRange(min = 1, max = 7) int size,
            @ForAll @DoubleRange(min = 0, max = 1) double ratio,
            @ForAll List<Boolean> calls) {
        FailureWindow window = new FailureWindow(size, ratio);
        List<Boolean> all = new ArrayList<>();
        for (boolean failed : calls) {
            window.add(failed);
            all.add(failed);
            List<Boolean> last = all.subList(Math.max(0, all.size() - size), all.size());
            long failures = last.stream().filter(failure -> failure).count();
            assertThat(window.tooMany()).isEqualTo(last.size() == size && failures > 0 && failures >= ratio * size);
        }
    }

    @Test
    void whatWasClearedIsForgotten() {
        FailureWindow window = new FailureWindow(2, 1);
        window.add(true);
        window.add(true);
        assertThat(window.tooMany()).isTrue();

        window.clear();
        window.add(true);

        assertThat(window.tooMany()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, -0.1", "1, 1.1", "1, NaN"})
    void nonsenseIsRefused(int size, double ratio) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FailureWindow(size, ratio))
                .withMessageContaining("SESSIONM_BREAKER");
    }
}
