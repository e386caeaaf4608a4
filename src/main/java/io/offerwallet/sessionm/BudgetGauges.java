package io.offerwallet.sessionm;

/** How full the way to SessionM is. */
public interface BudgetGauges {

    /** How many calls wait until the deployment's budget has room for them; none if there is no budget. */
    int waitingForBudget();
}
