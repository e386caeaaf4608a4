package io.offerwallet.simulator;

import java.util.UUID;

/** One page of one user's wallet in one culture. */
record WalletQuery(UUID user, int skip, int take, boolean pendingExtendedData, String culture) {
    WalletQuery of(UUID other) {
        return new WalletQuery(other, skip, take, pendingExtendedData, culture);
    }
}
