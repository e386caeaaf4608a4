package io.offerwallet.sessionm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The body of a {@code get_user_offers} call. */
final class OffersRequest {

    private static final JsonFactory JSON = new JsonFactory();

    private OffersRequest() {}

    /** Asks for one page of the key's wallet. */
    static byte[] body(String retailerId, WalletKey key, int skip, int take) {
        var out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("retailer_id", retailerId);
            json.writeStringField("user_id", key.user().value());
            json.writeNumberField("skip", skip);
            json.writeNumberField("take", take);
            json.writeBooleanField("include_pending_extended_data", includePending(key.variant()));
            json.writeStringField("culture", key.cultureTag());
            writePassedOn(json, key.variant());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static boolean includePending(Variant variant) {
        return variant instanceof Variant.Page page && page.includePendingExtendedData();
    }

    private static void writePassedOn(JsonGenerator json, Variant variant) throws IOException {
        if (variant instanceof Variant.Page page && !page.passedOn().isEmpty()) {
            // Members without their braces: the text between them was parsed and written by ourselves.
            json.writeRaw("," + page.passedOn());
        }
    }
}
