package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.offerwallet.culture.Culture;
import io.offerwallet.culture.Cultures;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WritableCulturesTest {

    @Test
    void culturesThatCanBeWrittenPass() {
        Cultures cultures = cultures("en-US", "ja-JP");

        assertThat(WritableCultures.of(cultures, WritableCulturesTest::nothing, WritableCulturesTest::nothing))
                .isSameAs(cultures);
    }

    @Test
    void everyCultureWhoseFormatsAreMissingIsNamedWithWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WritableCultures.of(
                        cultures("en-US", "ja-JP", "sr-Latn-RS"),
                        locale -> !locale.getLanguage().equals("en"),
                        WritableCulturesTest::nothing))
                .withMessageContaining("WALLET_CULTURES")
                .withMessageContaining("of ja-JP, sr-Latn-RS;")
                .withMessageContaining("-Dquarkus.locales=")
                .withMessageContaining("docs/native.md")
                .withMessageNotContaining("en-US");
    }

    @Test
    void aCultureWhoseCalendarIsMissingIsNamedWithWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WritableCultures.of(
                        cultures("en-US", "th-TH-u-ca-buddhist"), WritableCulturesTest::nothing, Locale::hasExtensions))
                .withMessageContaining("WALLET_CULTURES")
                .withMessageContaining("as th-TH-u-ca-buddhist would need")
                .withMessageContaining("-u-ca-");
    }

    /** Languages that the JDK has no formats for are written as the JDK writes them everywhere. */
    @Test
    void aJvmWritesEveryCulture() {
        Cultures cultures = cultures("tlh", "qaa-x-ours", "th-TH-u-ca-buddhist", "sr-Latn-RS");

        assertThat(WritableCultures.of(cultures)).isSameAs(cultures);
    }

    private static boolean nothing(Locale locale) {
        return false;
    }

    private static Cultures cultures(String... tags) {
        return new Cultures(Stream.of(tags).map(Culture::of).toList(), Map.of());
    }
}
