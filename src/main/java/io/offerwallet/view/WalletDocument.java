package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonToken;
import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Wallet;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pass through one {@code get_user_offers} answer, in whatever order its parts come. */
final class WalletDocument {

    private final JsonCursor json;
    private final FieldNames names;

    private boolean statusOk;
    private boolean wellShaped;
    private @Nullable BigDecimal availablePoints;
    private @Nullable BigDecimal totalPoints;
    private @Nullable Long totalRecords;
    private final List<OfferDraft> drafts = new ArrayList<>();
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, String> categories = new HashMap<>();

    WalletDocument(JsonCursor json, FieldNames names) {
        this.json = json;
        this.names = names;
    }

    /**
     * Reads the document to its end; empty if it isn't a wallet.
     *
     * @param body the bytes under the cursor
     * @throws IOException if it isn't even JSON
     */
    Optional<Wallet> read(byte[] body) throws IOException {
        if (json.next() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            switch (name) {
                case "status" ->
                    statusOk = json.at(JsonToken.VALUE_STRING) && json.text().equals("ok");
                case "payload" -> readPayload();
                default -> json.skip();
            }
        }
        boolean complete = json.next() == null;
        return complete && statusOk && wellShaped ? Optional.of(wallet(body)) : Optional.empty();
    }

    private void readPayload() throws IOException {
        if (!json.at(JsonToken.START_OBJECT)) {
            json.skip();
            return;
        }
        wellShaped = true;
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            switch (name) {
                case "user_offers" -> readOffers();
                case "offer_groups" -> readLabels(groups);
                case "offer_categories" -> readLabels(categories);
                case "available_points" -> availablePoints = readPoints();
                case "total_points" -> totalPoints = readPoints();
                case "total_records" -> totalRecords = readCount();
                default -> json.skip();
            }
        }
    }

    private void readOffers() throws IOException {
        if (!json.at(JsonToken.START_ARRAY)) {
            wellShaped &= json.at(JsonToken.VALUE_NULL);
            json.skip();
            return;
        }
        while (json.nextElement()) {
            if (json.at(JsonToken.START_OBJECT)) {
                drafts.add(OfferDraft.read(json, names));
            } else {
                json.skip();
            }
        }
    }

    private void readLabels(Map<String, String> labels) throws IOException {
        if (!json.at(JsonToken.START_ARRAY)) {
            json.skip();
            return;
        }
        while (json.nextElement()) {
            if (json.at(JsonToken.START_OBJECT)) {
                readLabel(labels);
            } else {
                json.skip();
            }
        }
    }

    private void readLabel(Map<String, String> labels) throws IOException {
        String id = "";
        String label = "";
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            if (name.equals("id") && isText()) {
                id = json.text();
            } else if (name.equals("name") && isText()) {
                label = json.text();
            } else {
                json.skip();
            }
        }
        if (!id.isBlank() && !label.isBlank()) {
            labels.putIfAbsent(id, label);
        }
    }

    private @Nullable BigDecimal readPoints() throws IOException {
        BigDecimal points = isText() ? Points.parse(json.text()) : null;
        json.skip();
        return points;
    }

    private @Nullable Long readCount() throws IOException {
        BigDecimal count = readPoints();
        return count == null || count.signum() < 0 ? null : count.longValue();
    }

    private boolean isText() {
        return json.at(JsonToken.VALUE_STRING) || json.token().isNumeric();
    }

    private Wallet wallet(byte[] body) {
        List<Offer> offers = new ArrayList<>(drafts.size());
        for (OfferDraft draft : drafts) {
            offers.add(draft.finish(body, groups, categories));
        }
        long records = totalRecords == null ? offers.size() : totalRecords;
        return new Wallet(availablePoints, totalPoints, records, offers);
    }
}
