package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The bytes that are put together hold what trees that are put together hold. */
class PagesPropertyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property
    void joinedBytesHoldWhatJoinedTreesHold(@ForAll @Size(min = 1, max = 5) List<@From("bodies") String> bodies)
            throws IOException {
        byte[] joined = Pages.join(bodies.stream().map(Answers::page).toList());

        assertThat(JSON.readTree(joined)).isEqualTo(oracle(bodies));
        assertThat(Envelope.read(joined)).isPresent();
    }

    private static JsonNode oracle(List<String> bodies) throws IOException {
        ObjectNode first = (ObjectNode) JSON.readTree(bodies.get(0));
        for (String name : Envelope.PAGED) {
            if (first.path("payload").get(name) instanceof ArrayNode all) {
                for (String further : bodies.subList(1, bodies.size())) {
                    JSON.readTree(further).path("payload").path(name).forEach(all::add);
                }
            }
        }
        return first;
    }

    /** Lists and unknown members in any order, some of them missing, with blanks of all kinds between. */
    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> element = Arbitraries.of(
                "1",
                "2.50",
                "\"é]日\"",
                "null",
                "{}",
                "[]",
                "{\"user_offers\":[7]}",
                "[[\"]\"],{}]",
                "{\"id\":\"\\\"[\"}");
        Arbitrary<List<String>> list = element.list().ofMaxSize(4);
        Arbitrary<String> blank = Arbitraries.of("", " ", "\n\t");
        return Combinators.combine(
                        list, list, list, blank, Arbitraries.integers().between(0, 15), Arbitraries.longs())
                .as((offers, groups, categories, blanks, present, order) -> {
                    List<String> members = new ArrayList<>(List.of("\"points\":1.50", "\"x\":{\"offer_groups\":[0]}"));
                    add(members, present, 1, "user_offers", offers, blanks);
                    add(members, present, 2, "offer_groups", groups, blanks);
                    add(members, present, 4, "offer_categories", categories, blanks);
                    Collections.shuffle(members, new Random(order));
                    return "{" + blanks + "\"status\":\"ok\",\"payload\":" + blanks + "{"
                            + String.join(blanks + "," + blanks, members) + "}" + blanks + "}" + blanks;
                });
    }

    private static void add(
            List<String> members, int present, int bit, String name, List<String> elements, String blanks) {
        if ((present & bit) != 0 || present >= 8) {
            members.add("\"" + name + "\":" + blanks + "[" + blanks + String.join(blanks + "," + blanks, elements)
                    + blanks + "]");
        }
    }
}
