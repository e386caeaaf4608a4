package io.offerwallet.view;

import io.offerwallet.wallet.Survey;
import io.offerwallet.wallet.Unexpired;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@link WalletExpiries} finds.
 *
 * @param body what it looked at
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
record WalletSurvey(
        byte[] body,
        @Nullable String userId,
        int offers,
        @Nullable String totalRecords,
        Expiries expiries) implements Survey {

    @Override
    public Unexpired unexpired(Instant now) {
        return new Unexpired(ExpiredOffers.cutFrom(body, expiries, now), expiries.firstAfter(now));
    }
}
