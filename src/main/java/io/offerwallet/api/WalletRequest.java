package io.offerwallet.api;

import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;

/**
 * A request for the simplified wallet, understood.
 *
 * @param user whose wallet
 * @param options how the caller wants it
 */
record WalletRequest(UserId user, WalletOptions options) {

    WalletKey key() {
        return new WalletKey(user, options.culture(), Variant.WHOLE);
    }
}
