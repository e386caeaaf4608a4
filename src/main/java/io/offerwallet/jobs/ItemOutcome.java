package io.offerwallet.jobs;

import java.time.Duration;

/** What came of an item. Words are of a small, fixed set: metrics and callers count by them. */
public sealed interface ItemOutcome {

    /** It is carried out. */
    record Done(String word) implements ItemOutcome {}

    /** It can't be carried out. */
    record Failed(String word) implements ItemOutcome {}

    /**
     * It may be carried out later.
     *
     * @param after when to try again
     * @param tried whether this counts as one of the few times that it is tried
     * @param word what it fails with after the last of them
     */
    record Again(Duration after, boolean tried, String word) implements ItemOutcome {}
}
