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
 * @param availablePoints how many points there are to spend, instead of what the GUID and the revision say
 * @param offerFields what every offer says instead of what was drawn for it
 */
record UserChange(
        int revision,
        Optional<Integer> offers,
        Set<String> revoked,
        Optional<Integer> availablePoints,
        OfferFields offerFields) {
    static final UserChange NOTHING =
            new UserChange(0, Optional.empty(), Set.of(), Optional.empty(), OfferFields.AS_DRAWN);

    private static final int HIGHEST_REVISION = 999;
    private static final int MOST_REVOKED = 1_000;
    private static final int MOST_POINTS = 1_000_000_000;
    private static final int MOST_FIELDS = 50;
    private static final String REVISION = "revision";
    private static final String OFFERS = "offers";
    private static final String REVOKED = "revoked_offer_ids";
    private static final String POINTS = "available_points";
    private static final String FIELDS = "offer_fields";

    UserChange {
        requireWithin(REVISION, revision, HIGHEST_REVISION);
        requireWithin(OFFERS, offers.orElse(0), SpecialUsers.MOST_OFFERS);
        requireWithin("the length of " + REVOKED, revoked.size(), MOST_REVOKED);
        requireWithin(POINTS, availablePoints.orElse(0), MOST_POINTS);
        requireWithin("the size of " + FIELDS, offerFields.values().size(), MOST_FIELDS);
        revoked = Set.copyOf(revoked);
    }

    /** Reads a whole change; what is left out is as if it had never happened. */
    static UserChange read(ObjectNode json) {
        var fields = new JsonFields(json);
        fields.allowOnly(Set.of(REVISION, OFFERS, REVOKED, POINTS, FIELDS));
        return new UserChange(
                fields.integer(REVISION).orElse(0),
                fields.integer(OFFERS),
                Set.copyOf(fields.texts(REVOKED).orElse(List.of())),
                fields.integer(POINTS),
                fields.object(FIELDS).map(OfferFields::of).orElse(OfferFields.AS_DRAWN));
    }

    ObjectNode write() {
        var json = JsonNodeFactory.instance.objectNode().put(REVISION, revision);
        offers.ifPresent(count -> json.put(OFFERS, count));
        var ids = json.putArray(REVOKED);
        revoked.stream().sorted().forEach(ids::add);
        availablePoints.ifPresent(points -> json.put(POINTS, points));
        json.putObject(FIELDS).setAll(offerFields.values());
        return json;
    }

    private static void requireWithin(String field, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("%s must be from 0 to %d and is %d".formatted(field, most, value));
        }
    }
}
