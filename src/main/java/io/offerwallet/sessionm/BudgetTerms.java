package io.offerwallet.sessionm;

import io.offerwallet.wallet.CallBudget.Terms;
import java.util.Optional;

/** The budget's settings, as terms that make sense. */
final class BudgetTerms {

    private BudgetTerms() {}

    /** Empty if there is no budget. Refuses what doesn't fit together, by the names of the environment variables. */
    static Optional<Terms> of(SessionMSettings settings, double sparePart) {
        SessionMSettings.Budget budget = settings.budget();
        if (budget.rate().isEmpty() && budget.concurrency().isEmpty()) {
            if (budget.pods().isPresent()) {
                throw new IllegalArgumentException(
                        "SESSIONM_BUDGET_PODS is set, but neither SESSIONM_BUDGET_RATE nor SESSIONM_BUDGET_CONCURRENCY");
            }
            return Optional.empty();
        }
        int pods = budget.pods()
                .filter(processes -> processes >= 1)
                .orElseThrow(
                        () -> new IllegalArgumentException("SESSIONM_BUDGET_PODS must be set and 1 or more: among how"
                                + " many processes at most the budget is divided when there is no Redis"));
        check("SESSIONM_BUDGET_RATE", budget.rate(), pods);
        check("SESSIONM_BUDGET_CONCURRENCY", budget.concurrency(), pods);
        return Optional.of(new Terms(
                budget.rate(), budget.concurrency(), pods, settings.connect().timeout(), sparePart));
    }

    private static void check(String variable, Optional<Integer> calls, int pods) {
        if (calls.filter(value -> value < pods).isPresent()) {
            throw new IllegalArgumentException(
                    variable + " must be SESSIONM_BUDGET_PODS or more, so that every process has" + " a share, but is "
                            + calls.orElseThrow() + " for " + pods + " processes");
        }
    }
}
