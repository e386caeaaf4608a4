package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonToken;
import io.offerwallet.json.JsonCursor;
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

/** One pass through one {@code get_user_offers} answer that reads all of it. */
final class WalletDocument extends WalletPass {

    private final FieldNames names;

    private @Nullable BigDecimal availablePoints;
    private @Nullable BigDecimal totalPoints;
    private @Nullable Long totalRecords;
    private final List<OfferDraft> drafts = new ArrayList<>();
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, String> categories = new HashMap<>();

    WalletDocument(JsonCursor json, FieldNames names) {
        super(json);
        this.names = names;
    }

    /**
     * Reads the document to its end; empty if it isn't a wallet.
     *
     * @param body the bytes under the cursor
     * @throws IOException if it isn't even JSON
     */
    Optional<Wallet> read(byte[] body) throws IOException {
        return isWallet() ? Optional.of(wallet(body)) : Optional.empty();
    }

    @Override
    void offer() throws IOException {
        drafts.add(OfferDraft.read(json, names));
    }

    @Override
    void detail(String name) throws IOException {
        switch (name) {
            case "offer_groups" -> readLabels(groups);
            case "offer_categories" -> readLabels(categories);
            case "available_points" -> availablePoints = readPoints();
            case "total_points" -> totalPoints = readPoints();
            case TOTAL_RECORDS -> totalRecords = readCount();
            default -> json.skip();
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
