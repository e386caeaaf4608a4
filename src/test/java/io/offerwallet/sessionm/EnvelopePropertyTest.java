package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class EnvelopePropertyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property
    void readsAnyBytesWithoutAnException(@ForAll @Size(max = 200) byte[] body) {
        assertThat(Envelope.read(body)).isNotNull();
    }

    @Property
    void readsAlmostJsonWithoutAnException(@ForAll("almostJson") String body) {
        assertThat(Envelope.read(Answers.bytes(body))).isNotNull();
    }

    /** A wallet with one byte changed is refused, or its lists still stand where an independent reader finds them. */
    @Example
    void aChangedByteNeverMovesAList() throws IOException {
        byte[] wallet = Answers.ok(",\"total_records\":3,\"user_offers\":[{\"id\":\"é\"},[1,2]],\"offer_groups\":[]");

        for (int at = 0; at < wallet.length; at++) {
            for (int changed = 0; changed < 256; changed++) {
                byte[] body = wallet.clone();
                body[at] = (byte) changed;
                assertListsStandWhereTheyAre(body);
            }
        }
    }

    private static void assertListsStandWhereTheyAre(byte[] body) throws IOException {
        Optional<Envelope> envelope = Envelope.read(body);
        if (envelope.isPresent()) {
            JsonNode payload = JSON.readTree(body).path("payload");
            for (var list : envelope.get().lists().entrySet()) {
                // As bytes: Jackson takes an overlong 0xC1 0xA9 for the letter that it means, a decoder of text
                // doesn't.
                byte[] span = Arrays.copyOfRange(
                        body, list.getValue().from() - 1, list.getValue().to() + 1);
                assertThat(JSON.readTree(span)).isEqualTo(payload.path(list.getKey()));
                assertThat(payload.path(list.getKey())).hasSize(list.getValue().size());
            }
        }
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
                        "\"status\":\"ok\"",
                        "\"payload\":{",
                        "\"user_offers\":[",
                        "\"total_records\":1",
                        "\"user_id\":\"u\"",
                        "null",
                        "1e5",
                        " ",
                        "\\u00",
                        "é")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
