package io.offerwallet.api;

import io.offerwallet.wallet.UserId;

/** What an event of SessionM's comes to. */
sealed interface SessionmEvent {

    /** The user's offers have changed. */
    record Purging(UserId user) implements SessionmEvent {}

    /** It is of a type that changes nobody's offers. */
    record Ignored() implements SessionmEvent {}

    /**
     * It can't be understood, so somebody's offers may have changed.
     *
     * @param field what is wrong in it, by names from the settings; nothing of what was sent
     */
    record Refused(String field, String why) implements SessionmEvent {}
}
