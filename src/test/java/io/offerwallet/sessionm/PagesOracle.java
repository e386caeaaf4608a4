package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offerwallet.sessionm.Envelope.ListSpan;
import io.offerwallet.sessionm.Pages.Page;
import io.offerwallet.testing.PlainJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whatever bytes SessionM sends, an envelope says of them what a plain reader says, or nothing; and pages that are put
 * together hold what their trees hold.
 */
final class PagesOracle {

    /** Parts one page from the next: no byte of UTF-8. */
    private static final byte BETWEEN_PAGES = (byte) 0xFF;

    private static final int MOST_PAGES = 5;
    private static final int DEEPEST = 400;

    private PagesOracle() {}

    static void hold(byte[] data) {
        List<Page> pages = new ArrayList<>();
        List<ObjectNode> trees = new ArrayList<>();
        for (byte[] body : split(data)) {
            Optional<Envelope> envelope = Envelope.read(body);
            Optional<JsonNode> tree = PlainJson.read(body, DEEPEST);
            envelope.ifPresent(read -> pages.add(Page.of(body, read)));
            if (envelope.isPresent() && tree.isPresent()) {
                assertRead(body, envelope.get(), tree.get());
                trees.add((ObjectNode) tree.get());
            }
        }
        if (!pages.isEmpty()) {
            assertJoined(Pages.join(pages), pages, trees);
        }
    }

    private static void assertRead(byte[] body, Envelope envelope, JsonNode tree) {
        JsonNode payload = tree.path("payload").isObject() ? tree.path("payload") : tree.path("none");
        assertThat(envelope.status())
                .isEqualTo(tree.path("status").isTextual() ? tree.path("status").textValue() : "");
        assertThat(envelope.userId()).isEqualTo(payload.path("user_id").textValue());
        assertThat(envelope.totalRecords()).isEqualTo(wholeNumber(payload.path("total_records")));
        assertThat(envelope.offers())
                .isEqualTo(payload.path(Envelope.USER_OFFERS) instanceof ArrayNode offers ? offers.size() : 0);
        for (String name : Envelope.PAGED) {
            ListSpan span = envelope.lists().get(name);
            assertThat(span != null).as(name).isEqualTo(payload.path(name).isArray());
            if (span != null) {
                byte[] list = Arrays.copyOfRange(body, span.from() - 1, span.to() + 1);
                assertThat(PlainJson.read(list, DEEPEST)).contains(payload.path(name));
                assertThat(span.size()).isEqualTo(payload.path(name).size());
            }
        }
    }

    private static void assertJoined(byte[] joined, List<Page> pages, List<ObjectNode> trees) {
        Envelope whole = Envelope.read(joined).orElseThrow();
        Envelope first = pages.get(0).envelope();
        assertThat(whole.userId()).isEqualTo(first.userId());
        assertThat(whole.status()).isEqualTo(first.status());
        for (Map.Entry<String, ListSpan> list : whole.lists().entrySet()) {
            assertThat(list.getValue().size()).as(list.getKey()).isEqualTo(elements(pages, list.getKey()));
        }
        if (trees.size() == pages.size()) {
            assertThat(PlainJson.read(joined, DEEPEST)).contains(joined(trees));
        }
    }

    private static int elements(List<Page> pages, String name) {
        return pages.stream()
                .map(page -> page.envelope().lists().get(name))
                .mapToInt(span -> span == null ? 0 : span.size())
                .sum();
    }

    private static JsonNode joined(List<ObjectNode> trees) {
        ObjectNode first = trees.get(0).deepCopy();
        for (String name : Envelope.PAGED) {
            if (first.path("payload").path(name) instanceof ArrayNode all) {
                for (ObjectNode further : trees.subList(1, trees.size())) {
                    if (further.path("payload").path(name) instanceof ArrayNode more) {
                        all.addAll(more);
                    }
                }
            }
        }
        return first;
    }

    private static @Nullable Long wholeNumber(JsonNode value) {
        return PlainJson.characters(value)
                .filter(characters -> characters.matches("-?\\d+"))
                .map(Long::valueOf)
                .orElse(null);
    }

    private static List<byte[]> split(byte[] data) {
        List<byte[]> pages = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= data.length && pages.size() < MOST_PAGES; i++) {
            if (i == data.length || data[i] == BETWEEN_PAGES) {
                pages.add(Arrays.copyOfRange(data, from, i));
                from = i + 1;
            }
        }
        return pages;
    }
}
