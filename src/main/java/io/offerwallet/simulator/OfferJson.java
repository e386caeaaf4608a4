package io.offerwallet.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Writes the offers of one wallet into its JSON. */
record OfferJson(JsonGenerator out, SimulatedWallet wallet) {
    private static final String MEDIA = "https://media.example.com/";
    private static final BigDecimal DECIMAL_WITH_A_TRAILING_ZERO = new BigDecimal("1.50");
    private static final BigInteger BEYOND_64_BITS = new BigInteger("90071992547409930000");

    static String headingId(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    void write(SimulatedOffer offer) throws IOException {
        out.writeStartObject();
        identity(offer);
        texts(offer.template());
        out.writeBooleanField("is_redeemable", offer.redeemable());
        dates(offer);
        media(offer.template());
        optional("pos_discount_id", offer.template().posDiscountId());
        unheardOf(offer);
        out.writeEndObject();
    }

    private void identity(SimulatedOffer offer) throws IOException {
        out.writeStringField("id", offer.id().toString());
        out.writeStringField("offer_id", offer.offerId().toString());
        out.writeStringField("root_offer_id", offer.rootOfferId().toString());
        out.writeStringField("offer_group_id", headingId(offer.template().group()));
        out.writeStringField("offer_category_id", headingId(offer.template().category()));
        out.writeStringField("offer_type", offer.template().type());
    }

    private void texts(OfferTemplate template) throws IOException {
        var texts = template.texts().get(wallet.culture());
        if (texts == null) {
            throw new IllegalStateException("offer %s has no texts in %s".formatted(template.key(), wallet.culture()));
        }
        out.writeStringField("name", texts.name());
        out.writeStringField("description", texts.description());
        out.writeStringField("terms_and_conditions", texts.terms());
    }

    private void dates(SimulatedOffer offer) throws IOException {
        var dates = offer.dates();
        out.writeStringField("start_date", dates.start());
        optional("redemption_start_date", dates.redemptionStart());
        optional("expiration_date", dates.expiration());
        optional("redemption_end_date", dates.redemptionEnd());
    }

    private void media(OfferTemplate template) throws IOException {
        out.writeArrayFieldStart("media");
        medium("logo", template, "120x120");
        medium("banner", template, "1200x400");
        out.writeEndArray();
    }

    private void medium(String category, OfferTemplate template, String size) throws IOException {
        out.writeStartObject();
        out.writeStringField("uri", MEDIA + category + "/" + template.image() + "-" + size + ".png");
        out.writeStringField("category_name", category);
        out.writeStringField("size", size);
        out.writeEndObject();
    }

    /** Members that nobody was told about: SessionM grows fields without asking its callers. */
    private void unheardOf(SimulatedOffer offer) throws IOException {
        out.writeNumberField("weight", DECIMAL_WITH_A_TRAILING_ZERO);
        out.writeNumberField("ledger_number", BEYOND_64_BITS.add(BigInteger.valueOf(offer.oddity())));
        out.writeStringField("barcode_format", "code128");
        out.writeNullField("partner");
        out.writeObjectFieldStart("eligibility");
        out.writeNumberField("minimum_spend", BigDecimal.valueOf(offer.oddity(), 2));
        out.writeArrayFieldStart("stores");
        out.writeString("0" + offer.oddity());
        out.writeNumber(offer.oddity());
        out.writeEndArray();
        out.writeEndObject();
        if (wallet.pendingExtendedData()) {
            out.writeObjectFieldStart("pending_extended_data");
            out.writeStringField("state", "pending");
            out.writeEndObject();
        }
    }

    private void optional(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            out.writeStringField(name, value.get());
        }
    }
}
