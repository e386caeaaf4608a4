package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has happened to a user since the beginning.
 *
 * @param revision decides points and offers together with the GUID
 * @param offers how many offers there are, instead of what the GUID says
 * @param revoked offers no longer held, by {@code id} or {@code offer_id}
 */
record UserChange(int revision, Optional<Integer> offers, Set<String> revoked) {
    static final UserChange NOTHING = new UserChange(0, Optional.empty(), Set.of());

    private static final int HIGHEST_REVISION = 999;
    private static final int MOST_REVOKED = 1_000;
    private static final String REVISION = "revision";
    private static final String OFFERS = "offers";
    private static final String REVOKED = "revoked_offer_ids";

    UserChange {
        requireWithin(REVISION, revision, HIGHEST_REVISION);
        requireWithin(OFFERS, offers.orElse(0), SpecialUsers.MOST_OFFERS);
        requireWithin("the length of " + REVOKED, revoked.size(), MOST_REVOKED);
        revoked = Set.copyOf(revoked);
    }

    /** Reads a whole change; what is left out is as if it had never happened. */
    static UserChange read(ObjectNode json) {
        var fields = new JsonFields(json);
        fields.allowOnly(Set.of(REVISION, OFFERS, REVOKED));
        return new UserChange(
                fields.integer(REVISION).orElse(0),
                fields.integer(OFFERS),
                Set.copyOf(fields.texts(REVOKED).orElse(List.of())));
    }

    ObjectNode write() {
        var json = JsonNodeFactory.instance.objectNode().put(REVISION, revision);
        offers.ifPresent(count -> json.put(OFFERS, count));
        var ids = json.putArray(REVOKED);
        revoked.stream().sorted().forEach(ids::add);
        return json;
    }

    private static void requireWithin(String field, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("%s must be from 0 to %d and is %d".formatted(field, most, value));
        }
    }
}
