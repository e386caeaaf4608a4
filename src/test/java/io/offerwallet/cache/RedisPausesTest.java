package io.offerwallet.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.RedisServer;
import io.offerwallet.wallet.PauseBoard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What processes tell each other of pauses, on a real Redis. */
class RedisPausesTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration PROBE = Duration.ofSeconds(10);
    private static final List<String> KEYS = SharingProcess.KEYS.pause();

    private RedisServer server;
    private SharingProcess one;
    private SharingProcess other;
    private final Heard heardByOne = new Heard();
    private final Heard heardByOther = new Heard();

    @BeforeEach
    void start() {
        server = RedisServer.start();
        one = SharingProcess.start("one", server.url());
        other = SharingProcess.start("other", server.url());
        one.pauses.listen(heardByOne);
        other.pauses.listen(heardByOther);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        server.close();
    }

    @Test
    void othersHearOfAPauseAndHowLongItLasts() {
        one.pauses.pause(PAUSE);

        await().atMost(LONG).until(() -> !heardByOther.pauses.isEmpty());

        assertThat(heardByOther.pauses.get(0)).isEqualTo(PAUSE);
    }

    /** The message may be lost, or come before there is anybody to hear it. */
    @Test
    void whoComesLaterFindsThePause() {
        one.pauses.pause(PAUSE);
        try (SharingProcess late = SharingProcess.start("late", server.url())) {
            Heard heard = new Heard();
            late.pauses.listen(heard);

            await().atMost(LONG).until(() -> !heard.pauses.isEmpty());

            assertThat(heard.pauses.get(0)).isPositive().isLessThan(PAUSE);
        }
    }

    @Test
    void thePauseIsForgottenWhenItHasPassedAndNoSooner() {
        one.pauses.pause(Duration.ofSeconds(2));
        one.pauses.pause(PAUSE);
        other.pauses.pause(Duration.ofSeconds(1));

        try (Jedis redis = server.client()) {
            await().atMost(LONG).until(() -> heardByOne.pauses.contains(Duration.ofSeconds(1)));
            assertThat(redis.pttl(KEYS.get(0))).isBetween(PAUSE.toMillis() / 2, PAUSE.toMillis());
        }
    }

    @Test
    void whilePausedNobodyProbes() {
        one.pauses.pause(PAUSE);
        await().atMost(LONG).until(() -> !heardByOther.pauses.isEmpty());

        assertThat(probe(other).orElseThrow()).isPositive().isLessThanOrEqualTo(PAUSE);
    }

    @Test
    void ofAllProcessesOneProbes() {
        assertThat(probe(one)).isEmpty();
        assertThat(probe(other)).contains(Duration.ofMillis(100));
        assertThat(probe(one)).as("again").isPresent();
    }

    @Test
    void whenTheProbeSucceedsOthersHearOfIt() {
        probe(one);

        one.pauses.probed(true);

        await().atMost(LONG).until(() -> heardByOther.over.contains("over"));
        assertThat(heardByOne.over).as("its own").isEmpty();
        assertThat(probe(other)).isEmpty();
    }

    @Test
    void whenTheProbeFailsAnotherMayProbe() {
        probe(one);

        one.pauses.probed(false);

        await().atMost(LONG).until(() -> probe(other).isEmpty());
        assertThat(heardByOther.over).isEmpty();
    }

    @Test
    void whatAnotherProbesIsNotEndedByWhoDoesNot() {
        probe(one);
        other.pauses.probed(false);

        assertThat(probe(other)).isPresent();
    }

    @Test
    void aProcessThatDiesKeepsTheOthersFromProbingForSoLong() {
        assertThat(one.pauses.probe(Duration.ofMillis(200)).await().atMost(LONG))
                .isEmpty();
        one.die();

        await().atMost(LONG).until(() -> probe(other).isEmpty());
    }

    @Test
    void withoutRedisEveryProcessProbesByItself() {
        server.kill();

        assertThat(probe(one)).isEmpty();
        one.pauses.pause(PAUSE);
        one.pauses.probed(true);
        one.pauses.look();
    }

    private static Optional<Duration> probe(SharingProcess process) {
        return process.pauses.probe(PROBE).await().atMost(LONG);
    }

    private static final class Heard implements PauseBoard.Listener {

        final List<Duration> pauses = new CopyOnWriteArrayList<>();
        final List<String> over = new CopyOnWriteArrayList<>();

        @Override
        public void paused(Duration time) {
            pauses.add(time);
        }

        @Override
        public void over() {
            over.add("over");
        }
    }
}
