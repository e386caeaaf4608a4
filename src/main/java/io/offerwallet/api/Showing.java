package io.offerwallet.api;

import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import java.time.Instant;

/** A way of showing a wallet; equal ones give the same bytes for the same wallet, so it is the key of ready answers. */
interface Showing {

    /** Writes the answer as it is right at {@code now}. */
    Prepared show(HeldWallet wallet, Instant now);
}
