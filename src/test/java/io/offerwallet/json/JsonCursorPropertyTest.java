package io.offerwallet.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.offerwallet.testing.PlainJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The cursor takes what an independent reader takes, and stands where Jackson stands. */
class JsonCursorPropertyTest {

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String EVERY_KIND =
            "{\"a\\u0062\":[0,-1.5e+3,[],{}, true ,false,null],\"é\":\"\\\"\\\\\\/\\b\\f\\n\\r"
                    + "\\t\\uD834\\udd1e\\ud800 𝄞日本\",\"long\":\"0123456789abcdef\",\"c\":{\"d\":{\"e\":[[1E0]]}}}";

    @Property(tries = 5000)
    void takesWhatAnIndependentReaderTakes(@ForAll("almostJson") String json) {
        assertTakesTheSame(bytes(json));
    }

    @Example
    void aChangedByteIsTakenOrRefusedAsByAnIndependentReader() {
        byte[] document = bytes(EVERY_KIND);
        for (int at = 0; at < document.length; at++) {
            for (int changed = 0; changed < 256; changed++) {
                byte[] body = document.clone();
                body[at] = (byte) changed;
                assertTakesTheSame(body);
            }
        }
    }

    @Example
    void everyTruncationIsRefused() {
        byte[] document = bytes(EVERY_KIND);
        for (int length = 0; length < document.length; length++) {
            assertThat(takes(Arrays.copyOf(document, length))).isFalse();
        }
    }

    @Property(tries = 5000)
    void standsWhereJacksonStands(@ForAll("almostJson") String json) throws IOException {
        // In a list: of a number that is alone Jackson says that the blank behind it is part of it.
        byte[] document = bytes("[" + json + "]");
        if (PlainJson.read(document, JsonCursor.USUAL_NESTING).isPresent()) {
            assertThat(steps(document)).isEqualTo(jacksonsSteps(document));
        }
    }

    @Example
    void standsWhereJacksonStandsInEveryKindOfValue() throws IOException {
        assertThat(steps(bytes(EVERY_KIND))).isEqualTo(jacksonsSteps(bytes(EVERY_KIND)));
    }

    /** More names than are compared one by one. */
    @Example
    void aNameComesOnceHoweverManyThereAreAndHoweverItIsWritten() {
        for (String again : List.of("n0", "\\u006e0", "n63", "n64", "n199", "é", "\\u00e9")) {
            assertThat(takes(bytes(many("\"" + again + "\":1")))).as(again).isFalse();
        }
        assertThat(takes(bytes(many("\"n200\":1")))).isTrue();
        assertThat(takes(bytes("{\"a\":{\"a\":1},\"b\":{\"a\":1}}"))).isTrue();
        assertThat(takes(bytes("{\"a\":{\"a\":1},\"\\u0061\":1}"))).isFalse();
        assertThat(takesLeniently(bytes("{\"a\":1,\"a\":2}"))).isTrue();
    }

    /** Objects that have names before them in the same order, begin alike, or don't. */
    @Property(tries = 5000)
    void objectsLikeThoseBeforeThemAreTakenAsByOthers(@ForAll("likeObjects") String json) throws IOException {
        byte[] document = bytes(json);
        assertTakesTheSame(document);
        if (takes(document)) {
            assertThat(steps(document)).isEqualTo(jacksonsSteps(document));
        }
    }

    @Example
    void aNameComesOnceAlsoInAnObjectThatBeginsLikeOneBefore() {
        String first = "[" + many("\"last\":1") + ",";
        assertThat(takes(bytes(first + many("\"last\":1") + "]"))).isTrue();
        assertThat(takes(bytes(first + many("\"\\u006e0\":1") + "]"))).isFalse();
        assertThat(takes(bytes(first + many("\"n199\":1") + "]"))).isFalse();
        assertThat(takes(bytes(first + "{\"é\":0,\"n0\":0,\"n0\":0}]"))).isFalse();
        assertThat(takes(bytes(first + "{\"é\":0,\"n1\":0,\"n0\":0}]"))).isTrue();
        assertThat(takes(bytes(first + "{\"é\":0,\"n0\""))).isFalse();
        assertThat(takes(bytes(first + "{\"é\":0,\"n0"))).isFalse();
    }

    /** More of them than are remembered, in one object and in all. */
    @Example
    void namesThatAreDataAreTakenToo() throws IOException {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < 3000; i++) {
            json.append("{\"").append(i).append("\":{\"a\":0,\"").append(i).append("\":1},\"b\":2},");
        }
        byte[] document = bytes(json + "{}]");
        assertThat(steps(document)).isEqualTo(jacksonsSteps(document));
        assertThat(takes(bytes(json + "{\"2999\":0,\"b\":1,\"2999\":2}]"))).isFalse();
        assertThat(takes(bytes(json + "{\"0\":{\"a\":0,\"0\":1,\"a\":2}}]"))).isFalse();
    }

    @Example
    void nestingIsBounded() {
        assertThat(takes(bytes("[".repeat(100) + "]".repeat(100)))).isTrue();
        assertThat(takes(bytes("[".repeat(101) + "]".repeat(101)))).isFalse();
        assertThat(takesLeniently(bytes("[".repeat(200) + "]".repeat(200)))).isTrue();
        assertThat(takesLeniently(bytes("[".repeat(201) + "]".repeat(201)))).isFalse();
    }

    private static String many(String last) {
        StringBuilder json = new StringBuilder("{\"é\":0");
        for (int i = 0; i < 200; i++) {
            json.append(",\"n").append(i).append("\":{\"n0\":0}");
        }
        return json.append(',').append(last).append('}').toString();
    }

    private static void assertTakesTheSame(byte[] document) {
        assertThat(takes(document))
                .as(new String(document, StandardCharsets.UTF_8))
                .isEqualTo(PlainJson.read(document, JsonCursor.USUAL_NESTING).isPresent());
    }

    private static boolean takes(byte[] document) {
        return passes(JsonCursor.strict(document));
    }

    private static boolean takesLeniently(byte[] document) {
        return passes(JsonCursor.lenient(document, 200));
    }

    private static boolean passes(JsonCursor json) {
        try {
            json.open();
            json.skip();
            return json.atEnd();
        } catch (IOException refused) {
            return false;
        }
    }

    private record Step(JsonToken token, Optional<String> name, String text, int from, int to) {}

    private static List<Step> steps(byte[] document) throws IOException {
        List<Step> steps = new ArrayList<>();
        JsonCursor json = JsonCursor.strict(document);
        json.open();
        walk(json, null, steps);
        assertThat(json.atEnd()).isTrue();
        return steps;
    }

    private static void walk(JsonCursor json, @Nullable String name, List<Step> steps) throws IOException {
        JsonToken token = json.token();
        int from = json.from();
        int place = steps.size();
        String text = token.isStructStart() ? "" : json.text();
        if (token == JsonToken.START_OBJECT) {
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                walk(json, field, steps);
            }
        } else if (token == JsonToken.START_ARRAY) {
            while (json.nextElement()) {
                walk(json, null, steps);
            }
        }
        steps.add(place, new Step(token, Optional.ofNullable(name), text, from, json.skip()));
    }

    private static List<Step> jacksonsSteps(byte[] document) throws IOException {
        List<Step> steps = new ArrayList<>();
        try (JsonParser json = JACKSON.createParser(document)) {
            json.nextToken();
            walk(json, null, steps);
        }
        return steps;
    }

    private static void walk(JsonParser json, @Nullable String name, List<Step> steps) throws IOException {
        JsonToken token = json.currentToken();
        int from = (int) json.currentTokenLocation().getByteOffset();
        int place = steps.size();
        String text = token.isStructStart() ? "" : json.getText();
        if (token == JsonToken.START_OBJECT) {
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                walk(json, field, steps);
            }
        } else if (token == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                walk(json, null, steps);
            }
        }
        json.finishToken();
        int to = (int) json.currentLocation().getByteOffset();
        steps.add(place, new Step(token, Optional.ofNullable(name), text, from, to));
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"",
                        "\"a\":",
                        "\"b\":",
                        "\"é\":",
                        "\"\\u0061\":",
                        "\"x\"",
                        "\"𝄞 and more than eight\"",
                        "\"\\ud834\"",
                        "\"\\u00",
                        "\\",
                        "null",
                        "nul",
                        "true",
                        "false",
                        "0",
                        "-",
                        "12.50",
                        "1e5",
                        "1.",
                        "01",
                        " ",
                        "\n",
                        "\t",
                        "\f",
                        "\u0000",
                        "[1,2]",
                        "{\"c\":[]}",
                        "\uFEFF")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts))
                .flatMap(json -> Arbitraries.of(json, "[" + json + "]", "{\"k\":" + json + "}", "[\"" + json + "\"]"));
    }

    @Provide
    Arbitrary<String> likeObjects() {
        Arbitrary<String> name = Arbitraries.of(
                "a", "b", "c", "\\u0061", "é", "\\u00e9", "", "more than eight", "more than eighu", "ab", "a\\\"b");
        Arbitrary<String> value = Arbitraries.of("0", "\"a\"", "{\"a\":{\"b\":1}}", "[{\"a\":1},{\"b\":1}]", "{}");
        Arbitrary<String> object = Combinators.combine(name, Arbitraries.of(" ", ""), value)
                .as((n, blank, v) -> "\"" + n + "\"" + blank + ":" + v)
                .list()
                .ofMaxSize(5)
                .map(fields -> "{" + String.join(",", fields) + "}");
        return object.list().ofMaxSize(6).map(objects -> "[" + String.join(",", objects) + "]");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
