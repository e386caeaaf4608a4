package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Offer.Label;
import io.offerwallet.wallet.Offer.RawField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The offers of an answer, written one after the other until the next one would be too much. */
final class OfferArray {

    private final LocalDay today;
    private final LocaleFormats formats;
    private final Prefix written = new Prefix();
    private int count;
    private boolean countsDays;

    OfferArray(LocalDay today, LocaleFormats formats) {
        this.today = today;
        this.formats = formats;
    }

    /** Writes offers in their order as long as the array, brackets included, stays within {@code maxBytes}. */
    void write(List<Offer> offers, int maxBytes) throws IOException {
        int fitting = 0;
        try (JsonGenerator json = JsonOutput.to(written)) {
            json.writeStartArray();
            json.flush();
            fitting = written.size();
            for (Offer offer : offers) {
                write(json, offer);
                json.flush();
                if (written.size() + 1 > maxBytes) {
                    break;
                }
                fitting = written.size();
                count++;
            }
        }
        written.cutTo(fitting);
        written.write(']');
    }

    /** How many offers fitted. */
    int count() {
        return count;
    }

    /** The first instant at which the same offers would be written differently: the end of the day if days count. */
    Instant nextChange() {
        return countsDays ? today.end() : Instant.MAX;
    }

    byte[] bytes() {
        return written.toByteArray();
    }

    private void write(JsonGenerator json, Offer offer) throws IOException {
        json.writeStartObject();
        JsonOutput.text(json, "offer_id", offer.offerId());
        JsonOutput.text(json, "user_offer_id", offer.userOfferId());
        JsonOutput.text(json, "root_offer_id", offer.rootOfferId());
        JsonOutput.text(json, "type", offer.type());
        JsonOutput.text(json, "title", offer.title());
        JsonOutput.text(json, "description", offer.description());
        JsonOutput.text(json, "terms", offer.terms());
        JsonOutput.text(json, "image_url", offer.imageUrl());
        JsonOutput.text(json, "pos_discount_id", offer.posDiscountId());
        JsonOutput.text(json, "group", shown(offer.group()));
        JsonOutput.text(json, "category", shown(offer.category()));
        writeDates(json, offer);
        writeRedeemable(json, offer);
        writeExtra(json, offer.extra());
        json.writeEndObject();
    }

    private static String shown(Label label) {
        return label.name().isEmpty() ? label.id() : label.name();
    }

    private void writeDates(JsonGenerator json, Offer offer) throws IOException {
        JsonOutput.instant(json, "starts_at", offer.startsAt());
        JsonOutput.instant(json, "expires_at", offer.expiresAt());
        if (offer.expiresAt() == null) {
            json.writeStringField("expires_on", "");
            json.writeNullField("days_left");
        } else {
            LocalDate lastDay = today.dateOf(offer.expiresAt());
            json.writeStringField("expires_on", formats.date(lastDay));
            json.writeNumberField("days_left", today.daysUntil(lastDay));
            countsDays = true;
        }
    }

    private static void writeRedeemable(JsonGenerator json, Offer offer) throws IOException {
        if (offer.redeemable() == null) {
            json.writeNullField("redeemable");
        } else {
            json.writeBooleanField("redeemable", offer.redeemable());
        }
    }

    private static void writeExtra(JsonGenerator json, List<RawField> extra) throws IOException {
        json.writeObjectFieldStart("extra");
        for (RawField field : extra) {
            json.writeFieldName(JsonOutput.wellFormed(field.name()));
            json.writeRawValue(field.json());
        }
        json.writeEndObject();
    }

    /** Bytes that can be taken back. */
    private static final class Prefix extends ByteArrayOutputStream {
        private static final int FIRST_GUESS = 8192;

        Prefix() {
            super(FIRST_GUESS);
        }

        void cutTo(int size) {
            count = size;
        }
    }
}
