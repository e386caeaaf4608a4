package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.offerwallet.wallet.CallBudget.Terms;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetTermsTest {

    @Test
    void withoutRateAndConcurrencyThereIsNoBudget() {
        assertThat(terms(Map.of())).isEmpty();
    }

    @Test
    void aBudgetMayHaveARateOrAConcurrencyOrBoth() {
        assertThat(terms(Map.of("rate", "40", "pods", "3")))
                .contains(new Terms(Optional.of(40), Optional.empty(), 3, Duration.ofSeconds(3), 0.5));
        assertThat(terms(Map.of("concurrency", "3", "pods", "3")))
                .contains(new Terms(Optional.empty(), Optional.of(3), 3, Duration.ofSeconds(3), 0.5));
        assertThat(terms(Map.of("rate", "40", "concurrency", "6", "pods", "1"))).isPresent();
    }

    @Test
    void aBudgetSaysAmongHowManyProcessesItIsDivided() {
        assertRefused(Map.of("rate", "40"), "SESSIONM_BUDGET_PODS must be set");
        assertRefused(Map.of("concurrency", "40"), "SESSIONM_BUDGET_PODS must be set");
        assertRefused(Map.of("rate", "40", "pods", "0"), "SESSIONM_BUDGET_PODS must be set and 1 or more");
        assertRefused(Map.of("pods", "3"), "SESSIONM_BUDGET_PODS is set, but neither");
    }

    @Test
    void everyProcessHasAShare() {
        assertRefused(Map.of("rate", "2", "pods", "3"), "SESSIONM_BUDGET_RATE must be SESSIONM_BUDGET_PODS or more");
        assertRefused(
                Map.of("concurrency", "2", "pods", "3"),
                "SESSIONM_BUDGET_CONCURRENCY must be SESSIONM_BUDGET_PODS or more");
    }

    private static void assertRefused(Map<String, String> budget, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(() -> terms(budget)).withMessageContaining(sentence);
    }

    private static Optional<Terms> terms(Map<String, String> budget) {
        Map<String, String> all = new HashMap<>();
        budget.forEach((name, value) -> all.put("sessionm.budget." + name, value));
        return BudgetTerms.of(TestSettings.with(all), 0.5);
    }
}
