package io.offerwallet.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Where in an object a value stands: a member, or, with dots, a member of an object in it.
 *
 * @param text as it is written in the settings
 */
record MemberPath(String text, List<String> steps) {

    /** @throws IllegalArgumentException if a name is blank, as it is beside a dot too many */
    static MemberPath parse(String text) {
        String path = text.strip();
        List<String> steps = List.of(path.split("\\.", -1));
        if (steps.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "A path to a member must be names with dots between them, but '" + text + "' has a blank one.");
        }
        return new MemberPath(path, steps);
    }

    /** What stands there, unless it is nothing or null. */
    Optional<JsonNode> in(JsonNode object) {
        JsonNode at = object;
        for (String step : steps) {
            at = at.path(step);
        }
        return at.isMissingNode() || at.isNull() ? Optional.empty() : Optional.of(at);
    }
}
