package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceDateTest {

    @ParameterizedTest
    @CsvSource({
        "2026-12-31T23:59:58Z, 2026-12-31T23:59:58Z",
        "2026-12-31t23:59:58z, 2026-12-31T23:59:58Z",
        "2026-12-31T23:59:58, 2026-12-31T23:59:58Z",
        "2026-12-31T23:59, 2026-12-31T23:59:00Z",
        "2026-12-31 23:59:58, 2026-12-31T23:59:58Z",
        "2026-12-31T23:59:58.5, 2026-12-31T23:59:58.500Z",
        "2026-12-31T23:59:58.1234567Z, 2026-12-31T23:59:58.123456700Z",
        "2026-12-31T23:59:58+02:00, 2026-12-31T21:59:58Z",
        "2026-12-31T23:59:58+0200, 2026-12-31T21:59:58Z",
        "2026-12-31T23:59:58+02, 2026-12-31T21:59:58Z",
        "2026-12-31T23:59:58.25-05:30, 2027-01-01T05:29:58.250Z",
        "2026-12-31 23:59:58 +0200, 2026-12-31T21:59:58Z",
        "2026-12-31 23:59:58 UTC, 2026-12-31T23:59:58Z",
        "2026-12-31T24:00:00Z, 2027-01-01T00:00:00Z",
        "' 2026-12-31T23:59:58Z ', 2026-12-31T23:59:58Z",
        "9999-12-31T23:59:59.9999999, 9999-12-31T23:59:59.999999900Z",
        "0001-01-01T00:00:00, 0001-01-01T00:00:00Z",
        "1798761598, 2026-12-31T23:59:58Z",
        "1798761598000, 2026-12-31T23:59:58Z",
        "253402300799, 9999-12-31T23:59:59Z",
    })
    void readsInstants(String text, Instant instant) {
        assertThat(SourceDate.start(text)).isEqualTo(instant);
        assertThat(SourceDate.end(text)).isEqualTo(instant);
    }

    @Test
    void aDateAloneBeginsWithItsFirstSecondAndEndsWithItsLast() {
        assertThat(SourceDate.start("2026-12-31")).isEqualTo(Instant.parse("2026-12-31T00:00:00Z"));
        assertThat(SourceDate.end("2026-12-31")).isEqualTo(Instant.parse("2026-12-31T23:59:59Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026",
                "2026-13-01",
                "2026-12-32",
                "31/12/2026",
                "12/31/2026 23:59",
                "2026-12-31T",
                "2026-12-31T25:00:00Z",
                "2026-12-31T24:00:01Z",
                "2026-12-3110:00:00",
                "2026-12-31T10:00:00.Z",
                "2026-12-31T10:00:00.1234567890Z",
                "2026-12-31Z",
                "2026-02-30",
                "2026-1-5",
                "+2026-12-31",
                "2026-12-31T23:59:58Zulu",
                "2026-12-31T23:59:58+99:00",
                "0",
                "-1",
                "20261231",
                "99999999999999999999",
                "1798761598.5",
                "١٧٩٨٧٦١٥٩٨"
            })
    void anythingElseIsNoDate(String text) {
        assertThat(SourceDate.start(text)).isNull();
        assertThat(SourceDate.end(text)).isNull();
    }
}
