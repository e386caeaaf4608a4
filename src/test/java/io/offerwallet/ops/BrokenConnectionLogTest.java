package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/** While SessionM is out of reach, thousands of calls say why; the log does now and then. */
class BrokenConnectionLogTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final UpstreamState state = new UpstreamState(now::get);

    @Test
    void theFirstReasonIsTold() {
        assertThat(told(() -> state.connectionBroken("not trusted")))
                .containsExactly("The connection to SessionM fails: not trusted");
    }

    @Test
    void furtherOnesAreNotToldForAWhile() {
        assertThat(told(() -> {
                    state.connectionBroken("not trusted");
                    pass(Duration.ofSeconds(29));
                    state.connectionBroken("not trusted");
                    state.connectionBroken("no such host");
                }))
                .hasSize(1);
    }

    @Test
    void afterAWhileTheReasonOfThenIsTold() {
        assertThat(told(() -> {
                    state.connectionBroken("not trusted");
                    pass(Duration.ofSeconds(30));
                    state.connectionBroken("no such host");
                }))
                .containsExactly(
                        "The connection to SessionM fails: not trusted",
                        "The connection to SessionM fails: no such host");
    }

    @Test
    void aClockThatIsPutBackSilencesNothing() {
        assertThat(told(() -> {
                    state.connectionBroken("not trusted");
                    pass(Duration.ofDays(-1));
                    state.connectionBroken("not trusted");
                }))
                .hasSize(2);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private static List<String> told(Runnable events) {
        List<String> told = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                told.add(new PatternFormatter("%s").format(ExtLogRecord.wrap(logged)));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(UpstreamState.class.getName());
        logger.addHandler(listener);
        try {
            events.run();
        } finally {
            logger.removeHandler(listener);
        }
        return told;
    }
}
