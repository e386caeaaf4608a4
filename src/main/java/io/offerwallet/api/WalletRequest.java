package io.offerwallet.api;

import io.offerwallet.culture.Culture;
import io.offerwallet.view.ViewOptions;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;

/**
 * A request for the simplified wallet, understood.
 *
 * @param user whose wallet
 * @param culture in which culture SessionM is asked and the answer is written
 * @param view how it is shown
 * @param onError what to answer when there is nothing to serve
 */
record WalletRequest(UserId user, Culture culture, ViewOptions view, OnError onError) {

    WalletKey key() {
        return new WalletKey(user, culture, Variant.WHOLE);
    }
}
