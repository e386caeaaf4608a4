package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.Wallet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WalletViewPropertiesTest {

    private static final String USER = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final Duration LONGEST_LOOK = Duration.ofDays(9);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .build();

    private final WalletView view = new WalletView(1_000_000);

    @Property(tries = 500)
    void theAnswerIsValidJsonWithinItsBound(
            @ForAll("wallets") Wallet wallet,
            @ForAll("options") ViewOptions options,
            @ForAll @IntRange(min = 2_000, max = 40_000) int maxBytes)
            throws IOException {
        JsonNode whole = tree(render(view, wallet, options, Samples.NOW));

        Prepared rendered = render(new WalletView(maxBytes), wallet, options, Samples.NOW);

        JsonNode answer = tree(rendered);
        int count = answer.get("offer_count").intValue();
        assertThat(rendered.bytes()).hasSizeLessThanOrEqualTo(maxBytes);
        assertThat(answer.get("offers")).hasSize(count);
        assertThat(answer.get("has_offers").booleanValue()).isEqualTo(count > 0);
        // A smaller answer is the beginning of the whole one.
        for (int i = 0; i < count; i++) {
            assertThat(answer.get("offers").get(i))
                    .isEqualTo(whole.get("offers").get(i));
        }
        boolean sessionMHasMore = wallet.totalRecords() > wallet.offers().size();
        assertThat(answer.get("truncated").booleanValue())
                .isEqualTo(sessionMHasMore || count < whole.get("offer_count").intValue());
    }

    @Property(tries = 500)
    void shownOffersAreThoseANaiveSelectionFinds(
            @ForAll("wallets") Wallet wallet, @ForAll("options") ViewOptions options) throws IOException {
        JsonNode answer = tree(render(view, wallet, options, Samples.NOW));

        List<String> expected = NaiveSelection.of(wallet.offers(), options, Samples.NOW).stream()
                .map(Offer::offerId)
                .map(JsonOutput::wellFormed)
                .toList();

        assertThat(answer.get("offers").findValuesAsText("offer_id")).isEqualTo(expected);
    }

    @Property(tries = 1000)
    void theBytesStayRightUntilTheySayTheyDoNot(
            @ForAll("wallets") Wallet wallet,
            @ForAll("options") ViewOptions options,
            @ForAll("instants") Instant now,
            @ForAll @IntRange(max = 999) int perMille) {
        Prepared rendered = render(view, wallet, options, now);
        Instant end =
                rendered.validUntil().isAfter(now.plus(LONGEST_LOOK)) ? now.plus(LONGEST_LOOK) : rendered.validUntil();
        Instant between = now.plus(Duration.between(now, end).dividedBy(1000).multipliedBy(perMille));

        assertThat(rendered.validUntil()).isAfter(now);
        assertThat(render(view, wallet, options, between).bytes()).isEqualTo(rendered.bytes());
        assertThat(render(view, wallet, options, end.minusNanos(1)).bytes()).isEqualTo(rendered.bytes());
    }

    @Provide
    Arbitrary<Wallet> wallets() {
        return Samples.wallets();
    }

    @Provide
    Arbitrary<ViewOptions> options() {
        return Samples.options();
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Samples.instants();
    }

    private static Prepared render(WalletView view, Wallet wallet, ViewOptions options, Instant now) {
        return view.render(wallet, USER, options, Samples.NOW, false, now);
    }

    private static JsonNode tree(Prepared rendered) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(rendered.bytes()))
                .toString();
        return JSON.readTree(text);
    }
}
