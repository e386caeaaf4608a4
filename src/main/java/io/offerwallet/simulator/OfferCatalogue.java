package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The made-up offers that all wallets are filled from. A text that lacks one of the cultures is refused. */
record OfferCatalogue(
        List<String> cultures, List<Heading> groups, List<Heading> categories, List<OfferTemplate> templates) {
    static final String DEFAULT_CULTURE = "en-US";

    private static final String RESOURCE = "/simulator/offer-catalogue.json";

    /** A group or a category of offers. */
    record Heading(String key, int sortOrder, Map<String, String> names) {
        Heading {
            names = Map.copyOf(names);
        }
    }

    OfferCatalogue {
        cultures = List.copyOf(cultures);
        groups = List.copyOf(groups);
        categories = List.copyOf(categories);
        templates = List.copyOf(templates);
    }

    static OfferCatalogue load() {
        try (InputStream json = OfferCatalogue.class.getResourceAsStream(RESOURCE)) {
            if (json == null) {
                throw new IllegalStateException("the offer catalogue is not in this build: " + RESOURCE);
            }
            return read(new ObjectMapper().readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException("the offer catalogue cannot be read", e);
        }
    }

    static OfferCatalogue read(JsonNode json) {
        var cultures = each(json, "cultures").map(JsonNode::textValue).toList();
        return new OfferCatalogue(
                cultures,
                each(json, "groups").map(node -> heading(node, cultures)).toList(),
                each(json, "categories").map(node -> heading(node, cultures)).toList(),
                each(json, "offers").map(node -> template(node, cultures)).toList());
    }

    /** The culture that texts are written in for the one that was asked for. */
    String nearest(String culture) {
        return cultures.stream()
                .filter(known -> known.equalsIgnoreCase(culture))
                .findFirst()
                .orElse(DEFAULT_CULTURE);
    }

    private static Heading heading(JsonNode json, List<String> cultures) {
        return new Heading(
                text(json, "key"),
                json.required("sort_order").intValue(),
                perCulture(json.required("names"), cultures, JsonNode::textValue));
    }

    private static OfferTemplate template(JsonNode json, List<String> cultures) {
        return new OfferTemplate(
                text(json, "key"),
                text(json, "type"),
                text(json, "group"),
                text(json, "category"),
                text(json, "image"),
                Optional.ofNullable(json.path("pos_discount_id").textValue()),
                perCulture(
                        json.required("texts"),
                        cultures,
                        texts -> new OfferTemplate.Texts(
                                text(texts, "name"), text(texts, "description"), text(texts, "terms"))));
    }

    private static <T> Map<String, T> perCulture(JsonNode json, List<String> cultures, Function<JsonNode, T> reader) {
        var values = new HashMap<String, T>();
        cultures.forEach(culture -> values.put(culture, reader.apply(json.required(culture))));
        return values;
    }

    private static Stream<JsonNode> each(JsonNode json, String name) {
        return StreamSupport.stream(json.required(name).spliterator(), false);
    }

    private static String text(JsonNode json, String name) {
        return json.required(name).textValue();
    }
}
