package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SourceDatePropertiesTest {

    @Property(tries = 1000)
    void readsWhatTheJdkWrites(
            @ForAll("instants") Instant instant, @ForAll @IntRange(min = -1080, max = 1080) int minutes) {
        OffsetDateTime there = instant.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));

        assertThat(SourceDate.start(instant.toString())).isEqualTo(instant);
        assertThat(SourceDate.end(there.toString())).isEqualTo(instant);
    }

    @Property(tries = 1000)
    void anyTextIsReadOrRefused(@ForAll("dateLike") String text) {
        Instant start = SourceDate.start(text);

        assertThat(start == null).isEqualTo(SourceDate.end(text) == null);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(-60_000_000_000L, 253_000_000_000L).flatMap(second -> Arbitraries.integers()
                .between(0, 999_999_999)
                .map(nano -> Instant.ofEpochSecond(second, nano)));
    }

    @Provide
    Arbitrary<String> dateLike() {
        return Arbitraries.strings().withChars("0123456789-:T Z+.UC\u0660").ofMaxLength(30);
    }
}
