package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final UUID USER = new UUID(1, 2);

    private final AtomicLong now = new AtomicLong();
    private final AtomicLong stoodStill = new AtomicLong();
    private final Traffic traffic = new Traffic(now::get, () -> now.get() - stoodStill.get());

    @Test
    void aCallIsOverOnce() {
        var call = traffic.arrive(Optional.of(USER), "en-US", "a");
        call.answered(200);
        call.abandoned();
        call.answered(500);

        var stats = traffic.stats();
        assertThat(stats.get("in_flight").intValue()).isZero();
        assertThat(stats.get("max_in_flight").intValue()).isEqualTo(1);
        assertThat(stats.get("by_status").toString()).isEqualTo("{\"200\":1}");
    }

    @Test
    void theBusiestSecondIsRemembered() {
        for (long at : new long[] {0, 900_000_000L, 1_100_000_000L, 1_200_000_000L, 5_000_000_000L}) {
            now.set(at);
            traffic.arrive(Optional.empty(), "en-US", "a").answered(200);
        }

        assertThat(traffic.stats().get("max_calls_in_one_second").intValue()).isEqualTo(3);
    }

    @Test
    void whatMayHaveComeEarlierIsNotCountedAsOfTheSameSecond() {
        arriveAt(500, 300);
        arriveAt(510, 310);
        arriveAt(1_250, 0);
        assertThat(traffic.stats().get("max_calls_in_one_second").intValue())
                .as("the first two may have come at 200")
                .isEqualTo(2);
        arriveAt(1_550, 100);
        assertThat(traffic.stats().get("max_calls_in_one_second").intValue())
                .as("all of 1250 and later, whenever the last came")
                .isEqualTo(2);
        arriveAt(1_600, 0);
        assertThat(traffic.stats().get("max_calls_in_one_second").intValue()).isEqualTo(3);
    }

    private void arriveAt(long millis, long afterStandingStill) {
        now.set(millis * 1_000_000);
        stoodStill.set(afterStandingStill * 1_000_000);
        traffic.arrive(Optional.empty(), "en-US", "a").answered(200);
    }

    @Test
    void connectionsAreCountedOnceEachUpToABoundAndFromZeroAfterAReset() {
        for (String connection : new String[] {"a", "b", "a"}) {
            traffic.arrive(Optional.of(USER), "en-US", connection).answered(200);
        }
        assertThat(traffic.stats().get("connections").intValue()).isEqualTo(2);

        traffic.reset();
        assertThat(traffic.stats().get("connections").intValue()).isZero();
        for (int i = 0; i < Traffic.MOST_CONNECTIONS + 5; i++) {
            traffic.arrive(Optional.of(USER), "en-US", "c" + i).answered(200);
        }
        assertThat(traffic.stats().get("connections").intValue()).isEqualTo(Traffic.MOST_CONNECTIONS);
    }

    @Test
    void usersPastTheBoundAreCountedTogether() {
        for (int i = 0; i < CallsByUser.MOST_USERS + 5; i++) {
            traffic.arrive(Optional.of(new UUID(0, i)), "en-US", "a").answered(200);
        }
        traffic.arrive(Optional.of(new UUID(0, 0)), "en-US", "a").answered(200);

        var stats = traffic.stats();
        assertThat(stats.get("calls_by_user").size()).isEqualTo(CallsByUser.MOST_USERS);
        assertThat(stats.get("untracked_users").intValue()).isEqualTo(5);
        assertThat(traffic.statsOf(new UUID(0, 0)).get("calls").intValue()).isEqualTo(2);
    }

    @Test
    void culturesAreBoundedInNumberAndLength() {
        for (int i = 0; i < 1_500; i++) {
            traffic.arrive(Optional.of(USER), "x-" + i, "a").answered(200);
        }
        traffic.arrive(Optional.of(USER), "x".repeat(36), "a").answered(200);

        var stats = traffic.stats();
        assertThat(stats.get("calls_by_culture").size()).isEqualTo(1_001);
        assertThat(stats.get("calls_by_culture").get("other").intValue()).isEqualTo(501);
        assertThat(traffic.statsOf(USER).get("cultures").size()).isEqualTo(21);
        assertThat(traffic.statsOf(USER).get("calls").intValue()).isEqualTo(1_501);
    }

    @Test
    void aResetKeepsCallsThatAreStillUnderWay() {
        var call = traffic.arrive(Optional.of(USER), "en-US", "a");
        traffic.reset();

        assertThat(traffic.stats().get("total_calls").intValue()).isZero();
        assertThat(traffic.stats().get("in_flight").intValue()).isEqualTo(1);
        call.answered(200);
        assertThat(traffic.stats().get("in_flight").intValue()).isZero();
    }

    @Test
    void nothingIsLostAmongManyThreads() {
        IntStream.range(0, 50_000).parallel().forEach(i -> traffic.arrive(
                        Optional.of(new UUID(0, i % 10)), "fr-FR", "a")
                .answered(200));

        var stats = traffic.stats();
        assertThat(stats.get("total_calls").intValue()).isEqualTo(50_000);
        assertThat(stats.get("in_flight").intValue()).isZero();
        assertThat(traffic.statsOf(new UUID(0, 3)).toString())
                .isEqualTo("{\"user_id\":\"00000000-0000-0000-0000-000000000003\",\"calls\":5000,"
                        + "\"cultures\":{\"fr-FR\":5000}}");
    }
}
