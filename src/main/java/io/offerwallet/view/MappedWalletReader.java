package io.offerwallet.view;

import io.offerwallet.json.JsonCursor;
import io.offerwallet.wallet.Survey;
import io.offerwallet.wallet.Wallet;
import io.offerwallet.wallet.WalletReader;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads SessionM's wallet in one pass, each field of an offer from the first of its candidate names that is present
 * with a usable value.
 *
 * <p>Whatever else an offer has is kept as the very characters SessionM sent (P11): fields we don't know, candidates
 * that were not chosen, and structures even if the image was taken from them. A date that can't be read counts as
 * absent, but an expiry that is there and can't be read makes the offer an expired one: showing it could break P3.
 *
 * <p>Nothing is read from a body that is not UTF-8, is no single complete JSON document, names a field twice in one
 * object, nests deeper than 100 levels, or whose status, payload or list of offers is not what a wallet has.
 *
 * <p>Thread-safe.
 */
public final class MappedWalletReader implements WalletReader {

    private final FieldNames names;

    public MappedWalletReader(FieldNames names) {
        this.names = names;
    }

    @Override
    public Optional<Wallet> read(byte[] body) {
        try {
            return new WalletDocument(JsonCursor.strict(body), names).read(body);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Survey> survey(byte[] body) {
        return look(body).map(survey -> survey);
    }

    /** The same, with all that it found. */
    Optional<WalletSurvey> look(byte[] body) {
        try {
            return new WalletExpiries(JsonCursor.strict(body), names).read(body);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
