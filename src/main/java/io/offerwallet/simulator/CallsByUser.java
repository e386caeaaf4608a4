package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Calls per user and culture, for so many users; the calls of the others are counted together. Not thread-safe. */
final class CallsByUser {
    static final int MOST_USERS = 200_000;

    private static final int MOST_CULTURES_PER_USER = 20;
    private static final String OTHER = "other";

    private final Map<UUID, Calls> users = new HashMap<>();
    private long untracked;

    private static final class Calls {
        private long total;
        private final Map<String, Long> cultures = new TreeMap<>();

        void count(String culture) {
            total++;
            boolean room = cultures.size() < MOST_CULTURES_PER_USER || cultures.containsKey(culture);
            cultures.merge(room ? culture : OTHER, 1L, Long::sum);
        }
    }

    void count(UUID user, String culture) {
        if (users.size() >= MOST_USERS && !users.containsKey(user)) {
            untracked++;
            return;
        }
        users.computeIfAbsent(user, first -> new Calls()).count(culture);
    }

    void write(ObjectNode json) {
        var calls = json.putObject("calls_by_user");
        users.forEach((user, counted) -> calls.put(user.toString(), counted.total));
        json.put("untracked_users", untracked);
    }

    ObjectNode statsOf(UUID user) {
        var counted = users.getOrDefault(user, new Calls());
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("user_id", user.toString())
                .put("calls", counted.total);
        counted.cultures.forEach(json.putObject("cultures")::put);
        return json;
    }

    void clear() {
        users.clear();
        untracked = 0;
    }
}
