package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'limit':1,'limit':1}               | limit",
                "{'limit':1,'user_id':2,'limit':3}   | limit",
                "{'limit':1,'limit':null}            | limit",
                "{'limit':null,'limit':1}            | limit",
                "{'limit':1,'limit':{}}              | limit",
                "{'limit':1,'limit':{'a':[1,{'b':2}]}} | limit",
                "{'limit':1,'limit':[]}              | limit",
                "{'limit':[1],'limit':[{'a':1}]}     | limit",
                "{'limit':1,'l\\u0069mit':1}         | limit",
                "{'a':{'inner':1,'inner':2}}         | inner",
                "{'a':[{'inner':1},{'inner':2,'inner':3}]} | inner",
                "{'a\\nb':1,'a\\nb':1}               | (unreadable)",
                "{'':1,'':1}                         | (unreadable)"
            })
    void aFieldGivenTwiceIsNamed(String json, String name) {
        Problem problem = refused(json);

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(problem.detail()).isEqualTo("The field is given more than once.");
        assertThat(problem.field()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a':1,'b':{'a':1},'c':[{'a':1},{'a':1}]}", "{'a':1,'A':1}"})
    void theSameNameInAnotherObjectOrCaseIsAnotherField(String json) {
        assertThat(JsonBody.object(bytes(json)).path("a").intValue()).isEqualTo(1);
    }

    /** A sentence on a name given twice would mislead where the JSON breaks off. */
    @ParameterizedTest
    @ValueSource(strings = {"{'a':1,'a'", "{'a':1,'b':", "{'a':1,'a':}", "{'a':1}x", "{'a':NaN}"})
    void brokenJsonIsCalledInvalid(String json) {
        assertThat(refused(json).detail()).startsWith("The body is not valid JSON");
        assertThat(refused(json).field()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", " null", "null ", " ", ""})
    void blanksAndNullCountAsAbsentHoweverTheyStand(String value) {
        assertThat(JsonBody.fields(bytes("{'type':'" + value + "'}")).text("type"))
                .isEmpty();
    }

    @Test
    void whatBodiesUsuallyAreIsReadTheShorterWay() {
        assertThat(JsonBody.simple(bytes(" {'a':'x\\n\u00e9','b':12 , 'c':true,'d':null} ")))
                .contains(Map.of("a", "x\n\u00e9", "b", "12", "c", "true", "d", "null"));
    }

    /** All of it is either wrong, and told so by who reads it the longer way, or would be told otherwise. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{'a':1",
                "{'a':1}x",
                "{'a':1,'a':1}",
                "{'a':[]}",
                "{'a':{}}",
                "{'a':1.0}",
                "{'a':-0}",
                "{'a':1e2}",
                "{'a':1234567890123456789}",
                "{'a':nul}",
                "{'a':'\t'}"
            })
    void theRestIsNot(String json) {
        assertThat(JsonBody.simple(bytes(json))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "1", "'a'", "[]", "[{}]", "{}{}", "{} 1"})
    void anythingButOneObjectIsCalledThat(String json) {
        assertThat(refused(json).detail()).isEqualTo("The body must be one JSON object.");
    }

    @Test
    void aNameGivenTwiceIsNotShownIfItMayBePersonal() {
        assertThat(refused("{'somebody@example.com':1,'somebody@example.com':2}")
                        .field())
                .contains("(unreadable)");
    }

    /** JSON allows it, and no number type holds it. */
    @Test
    void aNumberWithAnEndlessExponentIsRefused() {
        assertThat(refused("{'limit':1e233333333333333333333333333333333333333}")
                        .detail())
                .contains("exponent");
    }

    /** They are valid UTF-8, too: zero bytes are. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void jsonInAnotherEncodingIsCalledInvalid(String encoding) {
        assertThat(refused("{'a':1}".replace('\'', '"').getBytes(Charset.forName(encoding)))
                        .detail())
                .startsWith("The body is not valid JSON");
    }

    @Test
    void aByteOrderMarkMayStandBeforeTheJson() {
        assertThat(JsonBody.object(bytes("\uFEFF{'a':1}")).path("a").intValue()).isEqualTo(1);
    }

    /** SessionM is sent UTF-8, which has no other form for it. */
    @Test
    void halfASurrogatePairIsHandedOnAsTheEscapeThatItCameAs() {
        assertThat(JsonBody.members(JsonBody.object(bytes("{'a':'\\ud83d','b':'\\ud83d\\ude00x\\udc00'}"))))
                .isEqualTo("'a':'\\ud83d','b':'\uD83D\uDE00x\\udc00'".replace('\'', '"'));
    }

    private static Problem refused(String json) {
        return refused(bytes(json));
    }

    private static Problem refused(byte[] json) {
        return catchThrowableOfType(InvalidRequest.class, () -> JsonBody.object(json))
                .problem();
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
