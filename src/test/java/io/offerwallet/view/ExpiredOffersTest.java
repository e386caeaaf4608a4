package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.wallet.Unexpired;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiredOffersTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String OLD = "{\"id\":1,\"expiration_date\":\"2026-06-01T00:00:00Z\"}";
    private static final String LIVE = "{\"id\":2,\"expiration_date\":\"2026-06-01T00:00:01Z\"}";

    private final MappedWalletReader reader = new MappedWalletReader(FieldNames.standard());

    @Test
    void aBodyWithoutExpiredOffersIsHandedOnAsItIs() {
        byte[] body = Bodies.wallet(" \"x\": 1.50", List.of(LIVE, "{}"));

        assertThat(ExpiredOffers.cutFrom(body, read(body), NOW)).isSameAs(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[OLD] | []",
                "[ OLD ] | [  ]",
                "[OLD,LIVE] | [LIVE]",
                "[LIVE,OLD] | [LIVE]",
                "[LIVE , OLD ] | [LIVE  ]",
                "[LIVE,OLD,LIVE] | [LIVE,LIVE]",
                "[ OLD , LIVE , OLD ] | [  LIVE  ]",
                "[OLD,OLD] | []",
                "[OLD , OLD , OLD] | [  ]",
                "[OLD,LIVE,OLD,OLD] | [LIVE]",
                "[null,OLD] | [null]",
                "[OLD,null] | [null]",
                "[OLD,null,OLD] | [null]",
                "[LIVE,OLD,OLD,LIVE,OLD] | [LIVE,LIVE]",
            })
    void cutsExpiredOffersAndTheirCommas(String before, String after) {
        assertThat(cut("{\"status\":\"ok\",\"payload\":{\"user_offers\":" + before + "}}"))
                .isEqualTo("{\"status\":\"ok\",\"payload\":{\"user_offers\":" + after + "}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"total_records\":3,\"user_offers\":[OLD,LIVE,OLD] | \"total_records\":1,\"user_offers\":[LIVE]",
                "\"user_offers\":[OLD,LIVE],\"total_records\" : 10  | \"user_offers\":[LIVE],\"total_records\" : 9 ",
                "\"total_records\":0,\"user_offers\":[OLD] | \"total_records\":0,\"user_offers\":[]",
                "\"total_records\":\"3\",\"user_offers\":[OLD] | \"total_records\":\"3\",\"user_offers\":[]",
                "\"total_records\":1.0,\"user_offers\":[OLD] | \"total_records\":1.0,\"user_offers\":[]",
                "\"total_records\":99999999999999999999,\"user_offers\":[OLD]"
                        + " | \"total_records\":99999999999999999999,\"user_offers\":[]",
                "\"x\":{\"total_records\":3},\"user_offers\":[OLD] | \"x\":{\"total_records\":3},\"user_offers\":[]",
                "\"user_offers\":[{\"total_records\":5},OLD] | \"user_offers\":[{\"total_records\":5}]",
            })
    void lowersTotalRecordsIfItCan(String before, String after) {
        assertThat(cut("{\"payload\":{" + before + "},\"status\":\"ok\"}"))
                .isEqualTo("{\"payload\":{" + after + "},\"status\":\"ok\"}");
    }

    @Test
    void everyOtherByteStays() {
        String mark = "\uFEFF";
        assertThat(
                        cut(
                                mark
                                        + " {\"é\":1.50,\"status\":\"ok\",\"payload\":{\"𝄞\":\"\\u00e9\",\"user_offers\":[LIVE,OLD]}}\n"))
                .isEqualTo((mark
                        + " {\"é\":1.50,\"status\":\"ok\",\"payload\":{\"𝄞\":\"\\u00e9\",\"user_offers\":[LIVE]}}\n"));
    }

    @Test
    void anOfferWhoseExpiryCannotBeReadIsCut() {
        byte[] body = Bodies.wallet("{\"expiration_date\":\"?\"}", "{}");

        assertThat(ExpiredOffers.cutFrom(body, read(body), NOW)).isEqualTo(Bodies.wallet("{}"));
    }

    @Test
    void whatIsLeftExpiresWhenTheFirstOfItDoes() {
        byte[] body = Bodies.bytes("{\"status\":\"ok\",\"payload\":{\"user_offers\":[{},%s,%s]}}".formatted(LIVE, OLD));

        Unexpired left = reader.survey(body).orElseThrow().unexpired(NOW);

        assertThat(Bodies.text(left.body())).isEqualTo(Bodies.text(body).replace("," + OLD, ""));
        assertThat(left.earliestExpiry()).isEqualTo(NOW.plusSeconds(1));
        assertThat(reader.survey(Bodies.wallet(OLD))
                        .orElseThrow()
                        .unexpired(NOW)
                        .earliestExpiry())
                .isNull();
        assertThat(reader.survey(Bodies.bytes("{}"))).isEmpty();
    }

    private String cut(String template) {
        byte[] body = Bodies.bytes(template.replace("OLD", OLD).replace("LIVE", LIVE));
        return Bodies.text(ExpiredOffers.cutFrom(body, read(body), NOW))
                .replace(OLD, "OLD")
                .replace(LIVE, "LIVE");
    }

    private Expiries read(byte[] body) {
        return reader.look(body).orElseThrow().expiries();
    }
}
