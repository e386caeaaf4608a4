package io.offerwallet.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes wallets as SessionM's answers. Thread-safe. */
final class WalletJson {
    private final JsonFactory json = new JsonFactory();
    private final OfferCatalogue catalogue;

    WalletJson(OfferCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    byte[] write(SimulatedWallet wallet) {
        var bytes = new ByteArrayOutputStream(1_024 + wallet.page().size() * 1_536);
        try (var out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("status", "ok");
            out.writeObjectFieldStart("payload");
            payload(out, wallet);
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private void payload(JsonGenerator out, SimulatedWallet wallet) throws IOException {
        user(out, wallet);
        out.writeStringField("user_id", wallet.user().toString());
        out.writeArrayFieldStart("user_offers");
        for (var offer : wallet.page()) {
            wallet.offerFields().write(out, into -> new OfferJson(into, wallet).write(offer));
        }
        out.writeEndArray();
        out.writeNumberField("total_records", wallet.totalRecords());
        headings(out, "offer_groups", catalogue.groups(), wallet);
        headings(out, "offer_categories", catalogue.categories(), wallet);
        out.writeNumberField("total_points", wallet.totalPoints());
        out.writeNumberField("available_points", wallet.availablePoints());
    }

    private static void user(JsonGenerator out, SimulatedWallet wallet) throws IOException {
        out.writeObjectFieldStart("user");
        out.writeBooleanField("opted_in", wallet.optedIn());
        out.writeBooleanField("activated", wallet.activated());
        out.writeNumberField("revision", wallet.revision());
        out.writeObjectFieldStart("tier");
        out.writeStringField("code", wallet.optedIn() ? "GOLD" : "BASE");
        out.writeNullField("expires");
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void headings(
            JsonGenerator out, String name, List<OfferCatalogue.Heading> headings, SimulatedWallet wallet)
            throws IOException {
        out.writeArrayFieldStart(name);
        for (var heading : headings) {
            out.writeStartObject();
            out.writeStringField("id", OfferJson.headingId(heading.key()));
            out.writeStringField("name", heading.names().get(wallet.culture()));
            out.writeNumberField("sort_order", heading.sortOrder());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
