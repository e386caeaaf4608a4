package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Calls per culture as it was asked for; past a number of them, the rest together. Not thread-safe. */
final class CallsByCulture {
    private static final int MOST_CULTURES = 1_000;
    private static final int LONGEST_CULTURE = 35;
    private static final String OTHER = "other";

    private final Map<String, Long> calls = new TreeMap<>();

    /** The name under which the call was counted. */
    String count(String culture) {
        boolean room = culture.length() <= LONGEST_CULTURE && calls.size() < MOST_CULTURES;
        var name = room || calls.containsKey(culture) ? culture : OTHER;
        calls.merge(name, 1L, Long::sum);
        return name;
    }

    void write(ObjectNode json) {
        calls.forEach(json::put);
    }

    void clear() {
        calls.clear();
    }
}
