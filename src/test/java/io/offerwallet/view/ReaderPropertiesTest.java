package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Offer.RawField;
import io.offerwallet.wallet.Wallet;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ReaderPropertiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MappedWalletReader reader = new MappedWalletReader(FieldNames.standard());

    @Property(tries = 1000)
    void arbitraryBytesAreReadOrRefused(@ForAll byte[] body) {
        assertThat(reader.read(body)).isNotNull();
    }

    @Property(tries = 1000)
    void mutatedWalletsAreReadOrRefused(
            @ForAll("bodies") byte[] body, @ForAll @IntRange(max = 9999) int where, @ForAll byte what) {
        byte[] mutated = body.clone();
        mutated[where % body.length] = what;

        Optional<Wallet> wallet = reader.read(mutated);

        // Whatever is still read can be cut and shown.
        wallet.ifPresent(read -> {
            assertThat(reader.survey(mutated)).isPresent();
            new WalletView(2_000)
                    .render(
                            read,
                            "u",
                            ViewOptions.everything(Locale.US, ZoneOffset.UTC),
                            Samples.NOW,
                            false,
                            Samples.NOW);
        });
    }

    /** They are read in a pass of their own. */
    @Property(tries = 1000)
    void expiriesAreThoseOfTheOffers(
            @ForAll("bodies") byte[] body, @ForAll @IntRange(max = 9999) int where, @ForAll byte what) {
        byte[] mutated = body.clone();
        mutated[where % body.length] = what;

        for (byte[] each : List.of(body, mutated)) {
            assertThat(reader.look(each).map(survey -> survey.expiries().offers()))
                    .isEqualTo(reader.read(each).map(wallet -> Samples.expiries(wallet)));
        }
    }

    @Property(tries = 500)
    void everyTruncationIsRefused(@ForAll("bodies") byte[] body, @ForAll @IntRange(max = 9999) int where) {
        int end = lastBrace(body);

        assertThat(reader.read(Arrays.copyOf(body, where % end))).isEmpty();
    }

    @Property(tries = 1000)
    void spansAndExtrasAreWhatATreeSays(@ForAll("bodies") byte[] body) throws IOException {
        List<JsonNode> expected = objects(body);

        List<Offer> offers = reader.read(body).orElseThrow().offers();

        assertThat(offers).hasSameSizeAs(expected);
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            byte[] slice =
                    Arrays.copyOfRange(body, offer.span().from(), offer.span().to());
            assertThat(slice).startsWith('{').endsWith('}');
            assertThat(JSON.readTree(slice)).isEqualTo(expected.get(i));
            for (RawField field : offer.extra()) {
                assertThat(JSON.readTree(field.json()))
                        .isEqualTo(expected.get(i).get(field.name()));
                assertThat(field.json()).isEqualTo(field.json().strip());
            }
        }
    }

    @Property(tries = 1000)
    void cutBodiesHoldTheLiveOffersAndNothingElseChanges(@ForAll("bodies") byte[] body) throws IOException {
        Wallet wallet = reader.read(body).orElseThrow();
        List<JsonNode> live = new ArrayList<>();
        for (Offer offer : wallet.offers()) {
            if (!offer.expiredAt(Samples.NOW)) {
                live.add(JSON.readTree(Arrays.copyOfRange(
                        body, offer.span().from(), offer.span().to())));
            }
        }

        byte[] cut = reader.survey(body).orElseThrow().unexpired(Samples.NOW).body();

        assertThat(objects(cut)).isEqualTo(live);
        Wallet rest = reader.read(cut).orElseThrow();
        assertThat(rest.offers()).noneMatch(offer -> offer.expiredAt(Samples.NOW));
        assertThat(rest.totalRecords() - rest.offers().size())
                .isEqualTo(wallet.totalRecords() - wallet.offers().size());
        assertThat(others(cut)).isEqualTo(others(body));
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        return Samples.bodies();
    }

    private static int lastBrace(byte[] body) {
        int i = body.length - 1;
        while (body[i] != '}') {
            i--;
        }
        return i;
    }

    private static List<JsonNode> objects(byte[] body) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        JSON.readTree(body).at("/payload/user_offers").forEach(node -> {
            if (node.isObject()) {
                objects.add(node);
            }
        });
        return objects;
    }

    private static List<JsonNode> others(byte[] body) throws IOException {
        List<JsonNode> others = new ArrayList<>();
        JSON.readTree(body).at("/payload/user_offers").forEach(node -> {
            if (!node.isObject()) {
                others.add(node);
            }
        });
        return others;
    }
}
