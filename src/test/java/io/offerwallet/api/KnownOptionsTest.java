package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.offerwallet.culture.Culture;
import io.offerwallet.view.ViewOptions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownOptionsTest {

    private static final Culture CULTURE = Culture.of("en-US");

    private final KnownOptions known = new KnownOptions();
    private final List<String> read = new ArrayList<>();

    @Test
    void aQueryIsReadOnce() {
        WalletOptions first = known.of("limit=2", this::reading);
        known.of("limit=3", this::reading);

        assertThat(known.of("limit=2", this::reading)).isSameAs(first);
        assertThat(read).containsExactly("limit=2", "limit=3");
    }

    @Test
    void oneThatIsRefusedIsRefusedAgain() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(() -> known.of("limit=x", query -> {
                        read.add(query);
                        throw InvalidRequest.in("limit", "It is none.");
                    }));
        }

        assertThat(read).hasSize(2);
    }

    @Test
    void longOnesAreNotHeld() {
        String query = "category=" + "x".repeat(300);
        known.of(query, this::reading);
        known.of(query, this::reading);

        assertThat(read).hasSize(2);
    }

    @Test
    void noMoreThanAThousandAreHeld() {
        List<String> queries =
                IntStream.range(0, 3_000).mapToObj(i -> "category=" + i).toList();
        queries.forEach(query -> known.of(query, this::reading));
        queries.forEach(query -> known.of(query, this::reading));

        assertThat(read).hasSizeGreaterThanOrEqualTo(2 * 3_000 - 1_000);
    }

    private WalletOptions reading(String query) {
        read.add(query);
        return new WalletOptions(CULTURE, ViewOptions.everything(CULTURE.locale(), ZoneOffset.UTC), OnError.FAIL);
    }
}
