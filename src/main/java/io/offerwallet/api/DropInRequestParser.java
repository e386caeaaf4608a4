package io.offerwallet.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offerwallet.api.KnownBodies.Asked;
import io.offerwallet.culture.Culture;
import io.offerwallet.culture.Cultures;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Understands the request that templates written for SessionM's own {@code get_user_offers} send. */
@Singleton
final class DropInRequestParser {

    private static final Set<String> OURS =
            Set.of("retailer_id", "user_id", "skip", "take", "include_pending_extended_data", "culture");
    private static final int FURTHEST_SKIP = 1_000_000;
    private static final int MOST_OFFERS = 1_000;
    private static final int LONGEST_PASSED_ON = 2_048;

    private final Cultures cultures;
    private final String retailerId;
    private final KnownBodies<Wanted> bodies = new KnownBodies<>();

    /** What is wanted of a user's wallet. */
    private record Wanted(Culture culture, Variant.Page page) {}

    DropInRequestParser(Cultures cultures, @ConfigProperty(name = "sessionm.retailer-id") Optional<String> retailerId) {
        this.cultures = cultures;
        this.retailerId = retailerId.orElse("");
    }

    WalletKey parse(byte[] body) {
        Asked<Wanted> asked = bodies.of(body, this::read);
        return new WalletKey(asked.user(), asked.rest().culture(), asked.rest().page());
    }

    private Asked<Wanted> read(byte[] body) {
        return JsonBody.simple(body)
                .filter(values -> OURS.containsAll(values.keySet()))
                .map(values -> asked(Fields.of(values), ""))
                .orElseGet(() -> read(JsonBody.object(body)));
    }

    private Asked<Wanted> read(ObjectNode object) {
        return asked(JsonBody.scalars(object.deepCopy().retain(OURS)), passedOn(object));
    }

    /** @param passedOn what SessionM alone understands */
    private Asked<Wanted> asked(Fields fields, String passedOn) {
        fields.text("retailer_id").ifPresent(this::requireOurRetailer);
        int skip = fields.number("skip", 0, FURTHEST_SKIP).orElse(0);
        int take = fields.number("take", 1, MOST_OFFERS).orElse(1000);
        boolean includePending = fields.bool("include_pending_extended_data").orElse(false);
        return new Asked<>(
                WalletRequestParser.user(fields.text("user_id").orElse("")),
                new Wanted(
                        cultures.resolve(fields.anyText("culture").orElse(null)),
                        new Variant.Page(skip, take, includePending, passedOn)));
    }

    private void requireOurRetailer(String given) {
        if (!given.equalsIgnoreCase(retailerId)) {
            throw InvalidRequest.in("retailer_id", "This proxy serves another retailer. It may be left out.");
        }
    }

    /** Fields that only SessionM knows, in the order of their names, so that the same request finds the same entry. */
    private static String passedOn(ObjectNode object) {
        TreeMap<String, JsonNode> unknown = new TreeMap<>();
        object.properties().forEach(field -> unknown.put(field.getKey(), field.getValue()));
        unknown.keySet().removeAll(OURS);
        String members = JsonBody.members(object.objectNode().setAll(unknown));
        if (members.length() > LONGEST_PASSED_ON) {
            throw InvalidRequest.body("Fields beside the documented ones may take " + LONGEST_PASSED_ON
                    + " characters together, but take " + members.length() + ".");
        }
        return members;
    }
}
