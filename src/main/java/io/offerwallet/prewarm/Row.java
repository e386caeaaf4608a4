package io.offerwallet.prewarm;

import org.jspecify.annotations.Nullable;

/** A line of what users are read from. */
sealed interface Row {

    /**
     * What stands for a user in it.
     *
     * @param line its number, from 1
     */
    record User(
            long line, @Nullable String userId, @Nullable String culture) implements Row {}

    /**
     * Nothing does.
     *
     * @param reason holds nothing of what was sent
     */
    record Unreadable(long line, String reason) implements Row {

        static Unreadable tooLong(long line) {
            return new Unreadable(line, "The line is longer than " + Lines.LONGEST + " characters.");
        }
    }
}
