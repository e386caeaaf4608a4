package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;

/** A {@link Behaviour} as the control API writes and changes it. */
final class BehaviourJson {
    private static final String MEDIAN = "latency_median_ms";
    private static final String TAIL = "latency_tail_ms";
    private static final String ERROR_RATE = "error_rate";
    private static final String RATE_LIMIT = "rate_limit";
    private static final String FAULT = "fault";
    private static final String RETRY_AFTER = "retry_after_seconds";
    private static final Set<String> FIELDS = Set.of(MEDIAN, TAIL, ERROR_RATE, RATE_LIMIT, FAULT, RETRY_AFTER);

    private BehaviourJson() {}

    static ObjectNode write(Behaviour behaviour) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(MEDIAN, behaviour.latencyMedian().toMillis())
                .put(TAIL, behaviour.latencyTail().toMillis())
                .put(ERROR_RATE, behaviour.errorRate())
                .put(RATE_LIMIT, behaviour.rateLimit())
                .put(FAULT, behaviour.fault().jsonName())
                .put(RETRY_AFTER, behaviour.retryAfterSeconds());
    }

    /**
     * The behaviour with the given fields changed.
     *
     * @throws IllegalArgumentException naming the field that is unknown or out of bounds
     */
    static Behaviour change(Behaviour from, ObjectNode changes) {
        var fields = new JsonFields(changes);
        fields.allowOnly(FIELDS);
        return new Behaviour(
                fields.integer(MEDIAN).map(Duration::ofMillis).orElse(from.latencyMedian()),
                fields.integer(TAIL).map(Duration::ofMillis).orElse(from.latencyTail()),
                fields.number(ERROR_RATE).orElse(from.errorRate()),
                fields.integer(RATE_LIMIT).orElse(from.rateLimit()),
                fields.text(FAULT).map(BehaviourJson::fault).orElse(from.fault()),
                fields.integer(RETRY_AFTER).orElse(from.retryAfterSeconds()));
    }

    private static Fault fault(String name) {
        return Fault.ofJsonName(name)
                .orElseThrow(() -> new IllegalArgumentException("fault is not one of %s".formatted(Fault.jsonNames())));
    }
}
