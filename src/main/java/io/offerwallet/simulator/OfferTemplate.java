package io.offerwallet.simulator;

import java.util.Map;
import java.util.Optional;

/** An offer of the catalogue, in every culture. */
record OfferTemplate(
        String key,
        String type,
        String group,
        String category,
        String image,
        Optional<String> posDiscountId,
        Map<String, Texts> texts) {

    OfferTemplate {
        texts = Map.copyOf(texts);
    }

    /** What a customer reads. */
    record Texts(String name, String description, String terms) {}
}
