package io.offerwallet.view;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Under which names SessionM sends the fields of an offer: for each field of ours an ordered list of candidates, of
 * which the first that is present with a usable value wins.
 *
 * <p>Immutable. A source name may stand in the lists of several fields.
 */
public final class FieldNames {

    static final int NO_CANDIDATE = -1;

    private final Map<String, List<Candidate>> candidatesByName;

    /** Never changed. A hash map, since every name of every wallet is looked for, and these tell fastest what isn't there. */
    private final Map<String, Integer> expiryRanks;

    private FieldNames(Map<OfferField, List<String>> names) {
        Map<String, List<Candidate>> byName = new HashMap<>();
        names.forEach((field, candidates) -> {
            for (int rank = 0; rank < candidates.size(); rank++) {
                String name = requireName(field, candidates.get(rank));
                byName.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(new Candidate(field, rank));
            }
        });
        this.candidatesByName = Map.copyOf(byName);
        this.expiryRanks = ranks(OfferField.EXPIRES_AT, byName);
    }

    /** The names that SessionM is known to use. */
    public static FieldNames standard() {
        Map<OfferField, List<String>> names = new EnumMap<>(OfferField.class);
        for (OfferField field : OfferField.values()) {
            names.put(field, field.defaultNames());
        }
        return new FieldNames(names);
    }

    /**
     * The names that a deployment has set.
     *
     * @throws IllegalArgumentException if one of them is blank
     */
    public static FieldNames of(ViewSettings.Fields settings) {
        Map<OfferField, List<String>> names = new EnumMap<>(OfferField.class);
        for (OfferField field : OfferField.values()) {
            names.put(field, field.configuredNames(settings));
        }
        return new FieldNames(names);
    }

    /** What a source field may be the value of; empty for a field we don't know. */
    List<Candidate> candidates(String name) {
        return candidatesByName.getOrDefault(name, List.of());
    }

    /** The best rank that a source field has as an expiry; {@link #NO_CANDIDATE} if it can't be one. */
    int rankAsExpiry(String name) {
        return expiryRanks.getOrDefault(name, NO_CANDIDATE);
    }

    private static Map<String, Integer> ranks(OfferField field, Map<String, List<Candidate>> byName) {
        Map<String, Integer> ranks = new HashMap<>();
        byName.forEach((name, candidates) -> candidates.stream()
                .filter(candidate -> candidate.field() == field)
                .mapToInt(Candidate::rank)
                .min()
                .ifPresent(rank -> ranks.put(name, rank)));
        return ranks;
    }

    private static String requireName(OfferField field, String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("The names for " + field + " must not be blank, but one is.");
        }
        return stripped;
    }

    /**
     * That a source field may give a field of ours.
     *
     * @param rank its place among the candidates, 0 for the most wanted
     */
    record Candidate(OfferField field, int rank) {}
}
