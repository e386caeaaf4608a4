package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call of {@code get_user_offers} as it came in, before anybody has judged whether it is a good one. */
record WalletCall(@Nullable String authorization, @Nullable String contentType, Optional<ObjectNode> body) {

    /** Whom it is about, as far as that can be told. */
    Optional<UUID> user() {
        return text("user_id").flatMap(SpecialUsers::parse);
    }

    String culture() {
        return text("culture").orElse(OfferCatalogue.DEFAULT_CULTURE);
    }

    private Optional<String> text(String name) {
        return body.flatMap(json -> Optional.ofNullable(json.path(name).textValue()));
    }
}
