package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonToken;
import io.offerwallet.json.JsonCursor;
import io.offerwallet.view.FieldNames.Candidate;
import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Offer.Label;
import io.offerwallet.wallet.Offer.RawField;
import io.offerwallet.wallet.Offer.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An offer as far as it is known before the names of the wallet's groups and categories are. */
final class OfferDraft {

    private final int from;
    private int to;
    private final List<Source> sources = new ArrayList<>();
    private final Choices choices = new Choices();
    private @Nullable Instant startsAt;
    private final ExpiryChoice expiry = new ExpiryChoice();
    private @Nullable Boolean redeemable;

    private OfferDraft(int from) {
        this.from = from;
    }

    /** Reads the object that the cursor stands on, up to its end. */
    static OfferDraft read(JsonCursor json, FieldNames names) throws IOException {
        OfferDraft draft = new OfferDraft(json.from());
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            int valueFrom = json.from();
            draft.consider(json, names.candidates(name));
            draft.sources.add(new Source(name, valueFrom, json.skip()));
        }
        draft.to = json.skip();
        return draft;
    }

    private void consider(JsonCursor json, List<Candidate> candidates) throws IOException {
        if (candidates.isEmpty() || json.at(JsonToken.VALUE_NULL)) {
            return;
        }
        if (json.token().isStructStart()) {
            considerStructure(json, candidates);
        } else {
            considerScalar(json.text(), json.token().isBoolean(), candidates);
        }
    }

    private void considerStructure(JsonCursor json, List<Candidate> candidates) throws IOException {
        Candidate image = null;
        for (Candidate candidate : candidates) {
            if (candidate.field() == OfferField.EXPIRES_AT) {
                expiry.isNoDate();
            }
            image = candidate.field() == OfferField.IMAGE_URL ? candidate : image;
        }
        if (image != null && choices.wants(image)) {
            String uri = Medium.bestUri(json);
            if (!uri.isBlank()) {
                choices.choose(image, uri, Choices.PART);
            }
        }
    }

    private void considerScalar(String text, boolean flag, List<Candidate> candidates) {
        if (text.isBlank()) {
            return;
        }
        for (Candidate candidate : candidates) {
            if (choices.wants(candidate)) {
                considerScalar(text, flag, candidate);
            }
        }
    }

    private void considerScalar(String text, boolean flag, Candidate candidate) {
        if (takes(candidate.field(), text, flag)) {
            choices.choose(candidate, text, sources.size());
        }
    }

    /** Whether the text is a usable value of the field. */
    private boolean takes(OfferField field, String text, boolean flag) {
        return switch (field) {
            case STARTS_AT -> takesStart(SourceDate.start(text));
            case EXPIRES_AT -> expiry.takes(text);
            case REDEEMABLE -> takesRedeemable(text);
            // A flag that is named like a text ("legal": true) is no text to show.
            default -> !flag;
        };
    }

    private boolean takesStart(@Nullable Instant start) {
        if (start != null) {
            startsAt = start;
        }
        return start != null;
    }

    private boolean takesRedeemable(String text) {
        boolean usable = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        if (usable) {
            redeemable = Boolean.valueOf(text);
        }
        return usable;
    }

    /**
     * The offer.
     *
     * @param body the document it was read from
     * @param groups the names of the wallet's groups by id
     * @param categories the names of the wallet's categories by id
     */
    Offer finish(byte[] body, Map<String, String> groups, Map<String, String> categories) {
        return new Offer(
                choices.text(OfferField.OFFER_ID),
                choices.text(OfferField.USER_OFFER_ID),
                choices.text(OfferField.ROOT_OFFER_ID),
                choices.text(OfferField.TYPE),
                choices.text(OfferField.TITLE),
                choices.text(OfferField.DESCRIPTION),
                choices.text(OfferField.TERMS),
                choices.text(OfferField.IMAGE_URL),
                choices.text(OfferField.POS_DISCOUNT_ID),
                label(OfferField.GROUP_ID, OfferField.GROUP_NAME, groups),
                label(OfferField.CATEGORY_ID, OfferField.CATEGORY_NAME, categories),
                startsAt,
                expiry.instant(),
                redeemable,
                extra(body),
                new Span(from, to));
    }

    private Label label(OfferField idField, OfferField nameField, Map<String, String> names) {
        String id = choices.text(idField);
        String ownName = choices.text(nameField);
        String name = ownName.isEmpty() ? names.getOrDefault(id, "") : ownName;
        return id.isEmpty() && name.isEmpty() ? Label.NONE : new Label(id, name);
    }

    private List<RawField> extra(byte[] body) {
        BitSet told = choices.toldSources();
        List<RawField> extra = new ArrayList<>(sources.size() - told.cardinality());
        for (int i = told.nextClearBit(0); i < sources.size(); i = told.nextClearBit(i + 1)) {
            extra.add(sources.get(i).raw(body));
        }
        return extra;
    }

    /** A field as it stands in the document. */
    private record Source(String name, int from, int to) {
        RawField raw(byte[] body) {
            return new RawField(name, new String(body, from, to - from, StandardCharsets.UTF_8));
        }
    }
}
