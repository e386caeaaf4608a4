package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.sessionm.Envelope.ListSpan;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final String SAMPLE = """
            {"status":"ok", "extra":[{"status":"error"}], "payload":{"user_id":"u-1", "total_records":3,
             "user_offers":[{"id":"1","texts":["ü","日本"],"user_id":"x"}, [[]], 3],
             "offer_groups": [ ], "offer_categories":[{"a":{"b":[1,2]}}], "available_points":1.50}}""";

    @Test
    void tellsWhetherAndWhoseAndHowMuch() {
        Envelope envelope = read(SAMPLE);

        assertThat(envelope.ok()).isTrue();
        assertThat(envelope.userId()).isEqualTo("u-1");
        assertThat(envelope.offers()).isEqualTo(3);
        assertThat(envelope.totalRecords()).isEqualTo(3);
    }

    @Test
    void findsTheListsBetweenTheirBrackets() {
        byte[] body = Answers.bytes(SAMPLE);
        Envelope envelope = read(SAMPLE);

        assertThat(envelope.lists().keySet()).containsExactlyInAnyOrderElementsOf(Envelope.PAGED);
        assertThat(within(body, envelope, "user_offers"))
                .isEqualTo("{\"id\":\"1\",\"texts\":[\"ü\",\"日本\"],\"user_id\":\"x\"}, [[]], 3");
        assertThat(within(body, envelope, "offer_groups")).isBlank();
        assertThat(within(body, envelope, "offer_categories")).isEqualTo("{\"a\":{\"b\":[1,2]}}");
        assertThat(envelope.lists().values()).extracting(ListSpan::size).containsExactlyInAnyOrder(3, 0, 1);
    }

    @Test
    void anErrorIsNotOk() {
        Envelope envelope = read("{\"status\":\"error\",\"message\":\"no\"}");

        assertThat(envelope.ok()).isFalse();
        assertThat(envelope.status()).isEqualTo("error");
        assertThat(envelope.userId()).isNull();
        assertThat(envelope.totalRecords()).isNull();
        assertThat(envelope.offers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"status\":null}", "{\"status\":200}", "{\"status\":\"OK\"}", "{\"status\":[\"ok\"]}"})
    void nothingButTheWordOkIsOk(String body) {
        assertThat(read(body).ok()).isFalse();
    }

    /** A status within the payload, or within an unknown member, says nothing of the answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"payload\":{\"status\":\"ok\"}}",
                "{\"a\":{\"status\":\"ok\"}}",
                "{\"a\":[{\"status\":\"ok\"}]}"
            })
    void aStatusFurtherInIsNotTheAnswers(String body) {
        assertThat(read(body).ok()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "true", "[\"u-1\"]", "{\"user_id\":\"u-1\"}"})
    void aUserIdThatIsNoTextIsNone(String userId) {
        assertThat(read("{\"status\":\"ok\",\"payload\":{\"user_id\":" + userId + "}}")
                        .userId())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "[{\"user_id\":\"u-1\"}]"})
    void aPayloadThatIsNoObjectHoldsNothing(String payload) {
        Envelope envelope = read("{\"status\":\"ok\",\"payload\":" + payload + "}");

        assertThat(envelope.userId()).isNull();
        assertThat(envelope.lists()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "3|3", "-1|-1", "5000000000|5000000000", "3.0|", "\"3\"|", "null|", "[3]|"})
    void totalRecordsIsAWholeNumberOrNotSaid(String said, Long understood) {
        assertThat(read("{\"payload\":{\"total_records\":" + said + "}}").totalRecords())
                .isEqualTo(understood);
    }

    @Test
    void aListThatIsNoneIsNotThere() {
        Envelope envelope = read("{\"payload\":{\"user_offers\":null,\"offer_groups\":{},\"offer_categories\":\"\"}}");

        assertThat(envelope.lists()).isEmpty();
        assertThat(envelope.offers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "\"ok\"",
                "ok",
                "<html></html>",
                "{} {}",
                "{\"status\":\"ok\"}x",
                "{\"a\":1,}",
                "null"
            })
    void whatIsNotOneJsonObjectIsNoAnswer(String body) {
        assertThat(Envelope.read(Answers.bytes(body))).isEmpty();
    }

    @Test
    void blanksAroundTheObjectDoNotMatter() {
        assertThat(read(" \r\n\t{\"status\" : \"ok\"}\n ").ok()).isTrue();
    }

    @Test
    void spansCountABytesOrderMark() {
        byte[] body = marked(SAMPLE);
        Envelope envelope = Envelope.read(body).orElseThrow();

        assertThat(within(body, envelope, "offer_categories")).isEqualTo("{\"a\":{\"b\":[1,2]}}");
    }

    @Test
    void anAnswerCutOffAnywhereIsNoAnswer() {
        byte[] whole = Answers.bytes(SAMPLE);
        for (int length = 0; length < whole.length; length++) {
            assertThat(Envelope.read(Arrays.copyOf(whole, length)))
                    .as("the first " + length + " bytes")
                    .isEmpty();
        }
    }

    @Test
    void nestingWithoutEndIsNoAnswer() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(Envelope.read(Answers.bytes("{\"status\":\"ok\",\"a\":" + deep + "}")))
                .isEmpty();
        assertThat(Envelope.read(Answers.bytes("{\"payload\":{\"user_offers\":" + deep + "}}")))
                .isEmpty();
    }

    @Test
    void aTotalBeyondAllNumbersIsNoAnswer() {
        assertThat(Envelope.read(Answers.bytes("{\"payload\":{\"total_records\":" + "9".repeat(30) + "}}")))
                .isEmpty();
    }

    private static byte[] marked(String text) {
        var marked = new ByteArrayOutputStream();
        marked.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        marked.writeBytes(Answers.bytes(text));
        return marked.toByteArray();
    }

    private static Envelope read(String body) {
        return Envelope.read(Answers.bytes(body)).orElseThrow();
    }

    private static String within(byte[] body, Envelope envelope, String list) {
        ListSpan span = envelope.lists().get(list);
        return span == null ? "no list" : Answers.text(Arrays.copyOfRange(body, span.from(), span.to()));
    }
}
