package io.offerwallet.wallet;

/** Hears what the flow does, for metrics and logs. */
public interface WalletListener {

    /** A request was answered. */
    default void answered(WalletOutcome outcome) {}

    /** A load's result was thrown away because its user was purged meanwhile. */
    default void loadDiscarded() {}

    /** Users were purged. */
    default void purged(int users) {}
}
