package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * The members of a JSON object read by type. A member of the wrong type, or null, is refused with an
 * {@link IllegalArgumentException} whose message names it and can be shown to the caller.
 */
record JsonFields(ObjectNode object) {

    void allowOnly(Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "unknown field \"%s\"; known are %s".formatted(name, String.join(", ", new TreeSet<>(known))));
            }
        });
    }

    Optional<String> text(String name) {
        return member(name)
                .map(node -> require(node.isTextual(), node, name, "a string").textValue());
    }

    Optional<Integer> integer(String name) {
        return member(name)
                .map(node -> require(node.isIntegralNumber() && node.canConvertToInt(), node, name, "a whole number")
                        .intValue());
    }

    Optional<Double> number(String name) {
        return member(name)
                .map(node -> require(node.isNumber(), node, name, "a number").doubleValue());
    }

    Optional<Boolean> bool(String name) {
        return member(name).map(node -> require(node.isBoolean(), node, name, "true or false")
                .booleanValue());
    }

    Optional<ObjectNode> object(String name) {
        return member(name).map(node -> (ObjectNode) require(node.isObject(), node, name, "an object"));
    }

    Optional<List<String>> texts(String name) {
        return member(name)
                .map(node -> require(isTexts(node), node, name, "an array of strings"))
                .map(node -> StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::textValue)
                        .toList());
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(object.get(name));
    }

    private static boolean isTexts(JsonNode node) {
        return node.isArray() && StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isTextual);
    }

    private static JsonNode require(boolean holds, JsonNode node, String name, String kind) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s must be %s and is %s".formatted(name, kind, abbreviate(node.toString())));
        }
        return node;
    }

    private static String abbreviate(String value) {
        return value.length() <= 60 ? value : value.substring(0, 60) + "…";
    }
}
