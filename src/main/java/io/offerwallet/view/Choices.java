package io.offerwallet.view;

import io.offerwallet.view.FieldNames.Candidate;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/** For each field of ours the best candidate met so far, and which field of the source it was. */
final class Choices {

    /** Says that a value is only part of its source, which is therefore not told by it. */
    static final int PART = -1;

    private final Map<OfferField, Choice> choices = new EnumMap<>(OfferField.class);

    /** Whether a usable value of the candidate would be better than what there is. */
    boolean wants(Candidate candidate) {
        Choice current = choices.get(candidate.field());
        return current == null || candidate.rank() < current.rank;
    }

    /**
     * Prefers a candidate.
     *
     * @param text its value
     * @param source the index of the field it is, or {@link #PART}
     */
    void choose(Candidate candidate, String text, int source) {
        choices.put(candidate.field(), new Choice(candidate.rank(), text, source));
    }

    /** The chosen text; empty if there is none. */
    String text(OfferField field) {
        Choice choice = choices.get(field);
        return choice == null ? "" : choice.text;
    }

    /** The indices of the source's fields that are told in full by fields of ours. */
    BitSet toldSources() {
        BitSet told = new BitSet();
        for (Choice choice : choices.values()) {
            if (choice.source != PART) {
                told.set(choice.source);
            }
        }
        return told;
    }

    private record Choice(int rank, String text, int source) {}
}
