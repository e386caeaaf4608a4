package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonToken;
import io.offerwallet.json.JsonCursor;
import java.io.IOException;

/** One pass through one {@code get_user_offers} answer, in whatever order its parts come. */
abstract class WalletPass {

    static final String TOTAL_RECORDS = "total_records";

    final JsonCursor json;

    private boolean statusOk;
    private boolean wellShaped;
    private int elements;

    WalletPass(JsonCursor json) {
        this.json = json;
    }

    /** Takes the offer, an object that the cursor stands on, and steps to its end. */
    abstract void offer() throws IOException;

    /** Takes whatever else the payload has, and steps to its end. */
    abstract void detail(String name) throws IOException;

    /**
     * Goes to the document's end; whether it was a wallet.
     *
     * @throws IOException if it isn't even JSON
     */
    final boolean isWallet() throws IOException {
        if (json.open() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            switch (name) {
                case "status" ->
                    statusOk = json.at(JsonToken.VALUE_STRING) && json.text().equals("ok");
                case "payload" -> passPayload();
                default -> {}
            }
            json.skip();
        }
        return json.atEnd() && statusOk && wellShaped;
    }

    /** How many elements the list of offers has, offers or not. */
    final int elements() {
        return elements;
    }

    private void passPayload() throws IOException {
        if (!json.at(JsonToken.START_OBJECT)) {
            return;
        }
        wellShaped = true;
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            if (name.equals("user_offers")) {
                passOffers();
            } else {
                detail(name);
            }
        }
    }

    private void passOffers() throws IOException {
        if (!json.at(JsonToken.START_ARRAY)) {
            wellShaped &= json.at(JsonToken.VALUE_NULL);
            json.skip();
            return;
        }
        while (json.nextElement()) {
            elements++;
            if (json.at(JsonToken.START_OBJECT)) {
                offer();
            } else {
                json.skip();
            }
        }
    }
}
