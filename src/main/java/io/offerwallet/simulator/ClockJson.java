package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The {@link SimulatedClock} as the control API tells and moves it. */
final class ClockJson {
    private static final String NOW = "now";
    private static final String AHEAD = "ahead";

    private ClockJson() {}

    static ObjectNode write(SimulatedClock clock) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(NOW, clock.instant().toString())
                .put(AHEAD, clock.ahead().toString());
    }

    /**
     * Moves the clock.
     *
     * @throws IllegalArgumentException naming what is wrong; the clock is not moved then
     */
    static void move(SimulatedClock clock, ObjectNode to) {
        var fields = new JsonFields(to);
        fields.allowOnly(Set.of(NOW, AHEAD));
        var now = parse(fields, NOW, Instant::parse, "an instant such as 2027-01-05T23:59:59Z");
        var ahead = parse(fields, AHEAD, Duration::parse, "a duration such as PT61S");
        if (now.isPresent() == ahead.isPresent()) {
            throw new IllegalArgumentException("either %s or %s must be given".formatted(NOW, AHEAD));
        }
        now.ifPresent(clock::goOnFrom);
        ahead.ifPresent(clock::goAhead);
    }

    private static <T> Optional<T> parse(JsonFields fields, String name, Function<String, T> parser, String kind) {
        return fields.text(name).map(text -> {
            try {
                return parser.apply(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("%s must be %s".formatted(name, kind), e);
            }
        });
    }
}
