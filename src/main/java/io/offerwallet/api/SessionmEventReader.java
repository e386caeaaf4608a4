package io.offerwallet.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.api.SessionmEvent.Ignored;
import io.offerwallet.api.SessionmEvent.Purging;
import io.offerwallet.api.SessionmEvent.Refused;
import io.offerwallet.wallet.UserId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Understands what SessionM's webhooks send: an event, a list of events, or an object with such a list in it. What else
 * is in it doesn't matter.
 */
@Singleton
final class SessionmEventReader {

    private final EventNames names;

    SessionmEventReader(EventNames names) {
        this.names = names;
    }

    /** The events in the body, each for itself: one that can't be understood takes no other with it. */
    EventBatch read(JsonNode body) {
        if (body.isArray()) {
            return new EventBatch(list("", body), true);
        }
        Optional<MemberPath> list = names.listIn(body);
        return list.map(path -> new EventBatch(list(path.text(), path.in(body).orElse(body)), true))
                .orElseGet(() -> new EventBatch(List.of(event("", body)), false));
    }

    private List<SessionmEvent> list(String name, JsonNode events) {
        List<SessionmEvent> read = new ArrayList<>(events.size());
        for (JsonNode event : events) {
            String place = name + "[" + read.size() + "]";
            read.add(event.isObject() ? event(place + ".", event) : new Refused(place, "It must be an object."));
        }
        return read;
    }

    private SessionmEvent event(String prefix, JsonNode event) {
        Optional<MemberPath> type = EventNames.first(names.type(), event, SessionmEventReader::isFilled);
        if (type.isEmpty()) {
            return missing(prefix, names.type(), "type");
        }
        return names.purges(text(event, type.get())) ? purging(prefix, event) : new Ignored();
    }

    private SessionmEvent purging(String prefix, JsonNode event) {
        Optional<MemberPath> id = EventNames.first(names.userId(), event, SessionmEventReader::isFilled);
        if (id.isEmpty()) {
            return missing(prefix, names.userId(), "user id");
        }
        return UserId.parse(text(event, id.get()))
                .<SessionmEvent>map(Purging::new)
                .orElseGet(() -> new Refused(prefix + id.get().text(), "It must be a GUID."));
    }

    private static Refused missing(String prefix, List<MemberPath> places, String what) {
        String all = places.stream().map(MemberPath::text).collect(Collectors.joining(", "));
        return new Refused(
                prefix + places.get(0).text(), "The event has no " + what + ", which is looked for as: " + all + ".");
    }

    private static boolean isFilled(JsonNode value) {
        return value.isValueNode() && !value.asText().isBlank();
    }

    private static String text(JsonNode event, MemberPath path) {
        return path.in(event).map(JsonNode::asText).orElse("").strip();
    }
}
