package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OfferDatesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 17);
    private static final Instant MIDNIGHT = TODAY.atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final List<OfferDates> MANY = IntStream.range(0, 2_000)
            .mapToObj(seed -> OfferDates.draw(new Random(seed), TODAY, false))
            .toList();

    @Test
    void endsAreToldInOneOfTwoMembersOrNeverCome() {
        assertThat(MANY)
                .noneMatch(dates ->
                        dates.expiration().isPresent() && dates.redemptionEnd().isPresent());
        assertThat(share(dates -> dates.expiration().isPresent())).isBetween(0.6, 0.8);
        assertThat(share(dates -> dates.redemptionEnd().isPresent())).isBetween(0.15, 0.3);
        assertThat(share(dates -> end(dates).isEmpty())).isBetween(0.04, 0.12);
    }

    @Test
    void someHaveEndedSomeEndWithinHoursAndSomeWithinDays() {
        assertThat(shareEndingWithin(Duration.ofDays(-4), Duration.ZERO)).isBetween(0.02, 0.09);
        assertThat(shareEndingWithin(Duration.ZERO, Duration.ofHours(36))).isBetween(0.07, 0.18);
        assertThat(shareEndingWithin(Duration.ofHours(36), Duration.ofDays(7))).isBetween(0.18, 0.32);
        assertThat(shareEndingWithin(Duration.ofDays(7), Duration.ofDays(121))).isBetween(0.4, 0.6);
    }

    @Test
    void lastingOnesEndLaterThanNoonTomorrowOrHaveEndedOrNeverEnd() {
        List<OfferDates> lasting = IntStream.range(0, 2_000)
                .mapToObj(seed -> OfferDates.draw(new Random(seed), TODAY, true))
                .toList();

        assertThat(lasting).allSatisfy(dates -> assertThat(end(dates))
                .allMatch(end -> end.isBefore(MIDNIGHT) || !end.isBefore(MIDNIGHT.plus(Duration.ofHours(36)))));
        assertThat(lasting).anyMatch(dates -> end(dates).stream().anyMatch(end -> end.isBefore(MIDNIGHT)));
    }

    @Test
    void datesAreWrittenInEveryWay() {
        var starts = MANY.stream().map(OfferDates::start).toList();

        for (var form : List.of("", "Z", "\\+02:00", "-05:00", "\\.000Z")) {
            var pattern = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d" + form);
            assertThat(starts.stream().filter(pattern.asMatchPredicate()).count())
                    .as(form)
                    .isBetween(300L, 500L);
        }
    }

    @Test
    void offersHaveBegun() {
        assertThat(MANY).allMatch(dates -> instant(dates.start()).isBefore(MIDNIGHT));
    }

    private static double share(Predicate<OfferDates> kind) {
        return (double) MANY.stream().filter(kind).count() / MANY.size();
    }

    private static double shareEndingWithin(Duration from, Duration to) {
        return share(dates -> end(dates).stream()
                .anyMatch(end -> !end.isBefore(MIDNIGHT.plus(from)) && end.isBefore(MIDNIGHT.plus(to))));
    }

    private static List<Instant> end(OfferDates dates) {
        return Stream.concat(dates.expiration().stream(), dates.redemptionEnd().stream())
                .map(OfferDatesTest::instant)
                .toList();
    }

    private static Instant instant(String text) {
        return text.length() == 19
                ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(text).toInstant();
    }
}
