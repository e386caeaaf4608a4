package io.offerwallet.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The users that something has happened to. Safe for use by many threads; holds so many users and no more. */
final class UserChanges {
    private static final int MOST_USERS = 100_000;

    private final Map<UUID, UserChange> changes = new HashMap<>();

    synchronized UserChange of(UUID user) {
        return changes.getOrDefault(user, UserChange.NOTHING);
    }

    /** Whether there was room to remember it. */
    synchronized boolean put(UUID user, UserChange change) {
        if (changes.size() >= MOST_USERS && !changes.containsKey(user)) {
            return false;
        }
        changes.put(user, change);
        return true;
    }

    synchronized void forget(UUID user) {
        changes.remove(user);
    }
}
