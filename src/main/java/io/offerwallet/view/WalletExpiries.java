package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonToken;
import io.offerwallet.json.JsonCursor;
import io.offerwallet.view.Expiries.Expiry;
import io.offerwallet.wallet.Offer.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pass through one {@code get_user_offers} answer that reads whose it is and when its offers expire, and skips the rest. */
final class WalletExpiries extends WalletPass {

    private final FieldNames names;
    private final List<Expiry> offers = new ArrayList<>();
    private @Nullable String userId;
    private @Nullable Span totalRecords;
    private @Nullable String total;

    WalletExpiries(JsonCursor json, FieldNames names) {
        super(json);
        this.names = names;
    }

    /**
     * Goes to the document's end; empty if it isn't a wallet.
     *
     * @param body the bytes under the cursor
     * @throws IOException if it isn't even JSON
     */
    Optional<WalletSurvey> read(byte[] body) throws IOException {
        return isWallet()
                ? Optional.of(new WalletSurvey(body, userId, elements(), total, new Expiries(offers, totalRecords)))
                : Optional.empty();
    }

    @Override
    void offer() throws IOException {
        int from = json.from();
        ExpiryChoice expiry = new ExpiryChoice();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            int rank = names.rankAsExpiry(name);
            if (rank != FieldNames.NO_CANDIDATE) {
                expiry.consider(json, rank);
            }
            json.skip();
        }
        offers.add(new Expiry(expiry.instant(), new Span(from, json.skip())));
    }

    @Override
    void detail(String name) throws IOException {
        if (name.equals(TOTAL_RECORDS) && json.at(JsonToken.VALUE_NUMBER_INT)) {
            totalRecords = new Span(json.from(), json.skip());
            total = json.text();
        } else if (name.equals("user_id") && json.at(JsonToken.VALUE_STRING)) {
            userId = json.text();
        }
        json.skip();
    }
}
