package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offerwallet.wallet.Held.HeldWallet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class FreshnessPropertyTest {

    private static final Instant ASKED = Instant.parse("2026-03-01T12:00:00Z");

    @Property
    void neverFreshPastFreshForNorPastTheFirstExpiryAhead(
            @ForAll @IntRange(max = 100_000) int freshMillis,
            @ForAll @IntRange(max = 1_000_000) int staleMillis,
            @ForAll @DoubleRange(max = 1) double jitter,
            @ForAll @DoubleRange(max = 0.99) double drawn,
            @ForAll("expiries") List<Integer> expiries) {
        Freshness freshness = new Freshness(
                Duration.ofMillis(freshMillis), Duration.ofMillis(staleMillis), Duration.ZERO, jitter, () -> drawn);
        HeldWallet held = freshness.stamp(walletExpiring(expiries), ASKED);

        Instant oldest = ASKED.plusMillis(freshMillis).plusMillis(staleMillis);
        assertThat(held.usableUntil()).isEqualTo(oldest);
        assertThat(held.freshUntil()).isBetween(ASKED, ASKED.plusMillis(freshMillis));
        for (int expiry : expiries) {
            if (expiry > 0) {
                assertThat(held.freshUntil()).isBeforeOrEqualTo(ASKED.plusMillis(expiry));
            }
        }
    }

    @Property
    void withoutAnExpiryAheadOnlyJitterShortens(
            @ForAll @IntRange(min = 1, max = 100_000) int freshMillis,
            @ForAll @DoubleRange(max = 1) double jitter,
            @ForAll @DoubleRange(max = 0.99) double drawn) {
        Freshness freshness =
                new Freshness(Duration.ofMillis(freshMillis), Duration.ZERO, Duration.ZERO, jitter, () -> drawn);
        HeldWallet held = freshness.stamp(walletExpiring(List.of(-5, 0)), ASKED);
        Duration fresh = Duration.between(ASKED, held.freshUntil());
        assertThat(fresh).isGreaterThanOrEqualTo(Duration.ofNanos((long) (freshMillis * 1e6 * (1 - jitter)) - 1));
    }

    @Property
    void holdsExpiredExactlyFromTheEarliestExpiryOn(
            @ForAll("expiries") List<Integer> expiries, @ForAll @IntRange(min = -1000, max = 1000) int later) {
        Freshness freshness = new Freshness(Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO, 0, () -> 0);
        HeldWallet held = freshness.stamp(walletExpiring(expiries), ASKED);
        boolean anyExpired = expiries.stream().anyMatch(expiry -> expiry > 0 && expiry <= later);
        assertThat(held.holdsExpiredAt(ASKED.plusMillis(later))).isEqualTo(anyExpired);
    }

    @Example
    void refusesNonsense() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Freshness(second.negated(), second, second, 0, () -> 0))
                .hasMessageContaining("fresh-for");
        assertThatThrownBy(() -> new Freshness(second, second.negated(), second, 0, () -> 0))
                .hasMessageContaining("stale-if-error");
        assertThatThrownBy(() -> new Freshness(second, second, second.negated(), 0, () -> 0))
                .hasMessageContaining("unknown-user-for");
        assertThatThrownBy(() -> new Freshness(second, second, second, 1.1, () -> 0))
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> new Freshness(second, second, second, Double.NaN, () -> 0))
                .hasMessageContaining("NaN");
    }

    @Provide
    Arbitrary<List<Integer>> expiries() {
        return Arbitraries.integers().between(-200_000, 200_000).list().ofMaxSize(8);
    }

    /** What is left at {@link #ASKED} of a wallet that expires so. */
    private static Unexpired walletExpiring(List<Integer> millisAfterAsking) {
        return new Unexpired(
                new byte[1],
                millisAfterAsking.stream()
                        .filter(millis -> millis > 0)
                        .min(Comparator.naturalOrder())
                        .map(ASKED::plusMillis)
                        .orElse(null));
    }
}
