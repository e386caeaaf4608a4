package io.offerwallet.wallet;

/** Which part of a user's wallet is asked of SessionM; two requests share a cache entry only if it is the same. */
public sealed interface Variant {

    /** Every offer, fetched page by page, as the simplified view needs it. */
    Variant WHOLE = new Whole();

    /** Every offer, fetched page by page. */
    record Whole() implements Variant {}

    /**
     * One page exactly as a drop-in caller asked for it.
     *
     * @param skip offers to leave out from the beginning, 0 or more
     * @param take offers to return at most, 1 or more
     * @param includePendingExtendedData SessionM's flag of that name, handed on
     * @param passedOn request fields we don't know, as the members of a JSON object without its braces; may be empty
     */
    record Page(int skip, int take, boolean includePendingExtendedData, String passedOn) implements Variant {
        public Page {
            if (skip < 0) {
                throw new IllegalArgumentException("skip must be 0 or more, but is " + skip + ".");
            }
            if (take < 1) {
                throw new IllegalArgumentException("take must be 1 or more, but is " + take + ".");
            }
        }
    }
}
