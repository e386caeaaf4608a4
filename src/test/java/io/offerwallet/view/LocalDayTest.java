package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDayTest {

    @ParameterizedTest
    @CsvSource({
        "2026-06-01T12:00:00Z, UTC, 2026-06-02T00:00:00Z",
        "2026-06-01T23:59:59.999Z, UTC, 2026-06-02T00:00:00Z",
        "2026-06-02T00:00:00Z, UTC, 2026-06-03T00:00:00Z",
        "2026-06-01T12:00:00Z, Asia/Tokyo, 2026-06-01T15:00:00Z",
        "2026-06-01T12:00:00Z, America/Los_Angeles, 2026-06-02T07:00:00Z",
        // The days of 23 and of 25 hours.
        "2026-03-29T00:30:00Z, Europe/Paris, 2026-03-29T22:00:00Z",
        "2026-10-25T00:30:00Z, Europe/Paris, 2026-10-25T23:00:00Z",
        // Days that begin at 01:00, because midnight is skipped.
        "2018-11-03T12:00:00Z, America/Sao_Paulo, 2018-11-04T03:00:00Z",
        "2026-09-05T12:00:00Z, America/Santiago, 2026-09-06T04:00:00Z",
        // A day that was skipped.
        "2011-12-30T08:00:00Z, Pacific/Apia, 2011-12-30T10:00:00Z",
        // Clocks put back from 00:01 to 23:01: the day ends twice.
        "2010-11-06T12:00:00Z, America/St_Johns, 2010-11-07T02:30:00Z",
        "2010-11-07T02:30:30Z, America/St_Johns, 2010-11-07T02:31:00Z",
        "2010-11-07T02:31:00Z, America/St_Johns, 2010-11-07T03:30:00Z",
        "2010-11-07T03:30:00Z, America/St_Johns, 2010-11-08T03:30:00Z",
    })
    void endsWhereTheDateChanges(Instant now, ZoneId zone, Instant end) {
        assertThat(LocalDay.at(now, zone).end()).isEqualTo(end);
    }

    @Property(tries = 2000)
    void theDateIsTheSameUntilTheEndAndAnotherAtTheEnd(
            @ForAll("instants") Instant now, @ForAll("zones") ZoneId zone, @ForAll @IntRange(max = 999) int perMille) {
        LocalDay day = LocalDay.at(now, zone);
        Instant end = day.end();
        Instant between = now.plus(Duration.between(now, end).dividedBy(1000).multipliedBy(perMille));

        assertThat(end).isAfter(now);
        assertThat(LocalDate.ofInstant(between, zone)).isEqualTo(day.date());
        assertThat(LocalDate.ofInstant(end.minusNanos(1), zone)).isEqualTo(day.date());
        assertThat(LocalDate.ofInstant(end, zone)).isNotEqualTo(day.date());
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(1_000_000_000L, 2_500_000_000L).map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(ZoneId.getAvailableZoneIds()).map(ZoneId::of);
    }
}
