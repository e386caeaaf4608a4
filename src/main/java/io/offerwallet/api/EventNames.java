package io.offerwallet.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What SessionM calls the parts and types of its events, as a deployment has set it. Immutable. */
@Singleton
public final class EventNames {

    private final List<MemberPath> userId;
    private final List<MemberPath> type;
    private final List<MemberPath> list;
    private final Set<String> purgeOn;

    /** @throws IllegalArgumentException naming the setting, if a name in it could never fit anything */
    EventNames(EventSettings settings) {
        this.userId = paths("WALLET_EVENTS_USER_ID", settings.userId());
        this.type = paths("WALLET_EVENTS_TYPE", settings.type());
        this.list = paths("WALLET_EVENTS_LIST", settings.list());
        this.purgeOn = settings.purgeOn().stream().map(EventNames::requireType).collect(Collectors.toUnmodifiableSet());
    }

    /** Where the user's id may stand, the most wanted place first. */
    List<MemberPath> userId() {
        return userId;
    }

    /** Where the type may stand, the most wanted place first. */
    List<MemberPath> type() {
        return type;
    }

    /** Where {@code body} has its list of events; empty if it is an event itself. */
    Optional<MemberPath> listIn(JsonNode body) {
        return first(list, body, ArrayNode.class::isInstance);
    }

    /** Whether events of this type change what a user has. */
    boolean purges(String eventType) {
        return purgeOn.contains(comparable(eventType));
    }

    /** The first path at which there is something of that kind. */
    static Optional<MemberPath> first(List<MemberPath> paths, JsonNode object, Predicate<JsonNode> kind) {
        return paths.stream()
                .filter(path -> path.in(object).filter(kind).isPresent())
                .findFirst();
    }

    /** The letters and digits alone, in lower case: everybody separates words in a way of his own. */
    private static String comparable(String type) {
        return type.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String requireType(String type) {
        String comparable = comparable(type);
        if (comparable.isEmpty()) {
            throw new IllegalArgumentException(
                    "WALLET_EVENTS_PURGE_ON: A type must have letters or digits, but '" + type + "' has none.");
        }
        return comparable;
    }

    private static List<MemberPath> paths(String variable, List<String> texts) {
        try {
            return texts.stream().map(MemberPath::parse).toList();
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(variable + ": " + unfit.getMessage(), unfit);
        }
    }
}
