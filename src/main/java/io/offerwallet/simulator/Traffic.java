package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Counts the calls, answered or not, for tests that say how often SessionM may be asked. Safe for use by many threads.
 */
final class Traffic {
    static final int MOST_CONNECTIONS = 10_000;

    private static final String NO_ANSWER = "no_answer";

    private final LongSupplier nanoTime;
    private final LongSupplier atWork;
    private final CallsByUser users = new CallsByUser();
    private final CallsByCulture cultures = new CallsByCulture();
    private final Set<String> connections = new HashSet<>();
    private final Map<String, Long> byStatus = new TreeMap<>();
    private SlidingSecond lastSecond = new SlidingSecond();
    private long total;
    private int inFlight;
    private int maxInFlight;
    private int maxInOneSecond;

    /**
     * @param atWork a time at which this process was surely at work: what it finds now came then or later. Calls that may have
     *     been waiting only because this process stood still are not counted as calls of one second.
     */
    Traffic(LongSupplier nanoTime, LongSupplier atWork) {
        this.nanoTime = nanoTime;
        this.atWork = atWork;
    }

    /**
     * A call has come in over the connection of that name. It is under way until the returned object is told otherwise.
     */
    synchronized CallUnderWay arrive(Optional<UUID> user, String culture, String connection) {
        total++;
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        maxInOneSecond = Math.max(maxInOneSecond, lastSecond.add(nanoTime.getAsLong(), atWork.getAsLong()));
        if (connections.size() < MOST_CONNECTIONS) {
            connections.add(connection);
        }
        var tracked = cultures.count(culture);
        user.ifPresent(guid -> users.count(guid, tracked));
        return new CallUnderWay(this);
    }

    synchronized void answered(int status) {
        leave(Integer.toString(status));
    }

    synchronized void abandoned() {
        leave(NO_ANSWER);
    }

    private void leave(String how) {
        inFlight--;
        byStatus.merge(how, 1L, Long::sum);
    }

    synchronized ObjectNode stats() {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("total_calls", total)
                .put("in_flight", inFlight)
                .put("max_in_flight", maxInFlight)
                .put("max_calls_in_one_second", maxInOneSecond)
                .put("connections", connections.size());
        byStatus.forEach(json.putObject("by_status")::put);
        users.write(json);
        cultures.write(json.putObject("calls_by_culture"));
        return json;
    }

    synchronized ObjectNode statsOf(UUID user) {
        return users.statsOf(user);
    }

    /** Forgets the past. Calls still under way stay under way, or the count of them would be wrong for ever. */
    synchronized void reset() {
        total = 0;
        maxInFlight = inFlight;
        maxInOneSecond = 0;
        lastSecond = new SlidingSecond();
        connections.clear();
        byStatus.clear();
        users.clear();
        cultures.clear();
    }
}
