package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.sessionm.Pages.Page;
import io.offerwallet.view.FieldNames;
import io.offerwallet.view.MappedWalletReader;
import io.offerwallet.wallet.Survey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Who looks through a wallet to know when its offers expire says of it what its envelope says. */
class SurveyedPagePropertyTest {

    private static final MappedWalletReader READER = new MappedWalletReader(FieldNames.standard());

    /** With each byte of it changed to each other, it is the same wallet for both, or none for the survey. */
    @Example
    void aChangedByteIsTheSameForBoth() {
        byte[] wallet =
                Answers.ok(",\"total_records\":3,\"user_offers\":[{\"id\":\"é\"},[1,2],null],\"offer_groups\":[]");
        assertThat(READER.survey(wallet)).isPresent();

        for (int at = 0; at < wallet.length; at++) {
            for (int changed = 0; changed < 256; changed++) {
                byte[] body = wallet.clone();
                body[at] = (byte) changed;
                assertSame(body);
            }
        }
    }

    @Property(tries = 2000)
    void membersInAnyOrderAreTheSameForBoth(@ForAll("members") String members) {
        assertSame(Answers.bytes("{\"status\":\"ok\",\"payload\":{" + members + "}}"));
    }

    @Example
    void pagesAreJoinedAsIfTheirEnvelopesHadBeenRead() {
        List<byte[]> bodies = List.of(Answers.offers(0, 2, 5), Answers.offers(2, 4, 5), Answers.offers(4, 5, 5));

        List<Page> surveyed = bodies.stream()
                .map(body -> Page.of(body, READER.survey(body).orElseThrow()).orElseThrow())
                .toList();

        assertThat(Pages.join(surveyed))
                .isEqualTo(Pages.join(bodies.stream().map(Answers::page).toList()));
    }

    private static void assertSame(byte[] body) {
        Optional<Survey> survey = READER.survey(body);
        if (survey.isPresent()) {
            assertThat(Envelope.of(survey.get()))
                    .isEqualTo(Envelope.read(body).map(SurveyedPagePropertyTest::withoutLists));
        }
    }

    private static Envelope withoutLists(Envelope read) {
        return new Envelope(read.status(), read.userId(), read.offers(), read.totalRecords(), Map.of());
    }

    @Provide
    Arbitrary<String> members() {
        return Arbitraries.of(
                        "\"user_id\":\"u\"",
                        "\"user_id\":7",
                        "\"total_records\":12",
                        "\"total_records\":-1",
                        "\"total_records\":1.5",
                        "\"total_records\":\"3\"",
                        "\"total_records\":" + "9".repeat(30),
                        "\"user_offers\":null",
                        "\"user_offers\":[]",
                        "\"user_offers\":[{\"id\":1},2,[{}],{\"user_id\":\"other\",\"total_records\":4}]",
                        "\"user\":{\"user_id\":\"other\",\"total_records\":4}",
                        "\"offer_groups\":[{\"id\":1}]")
                .list()
                .ofMaxSize(5)
                .map(members -> String.join(",", members));
    }
}
