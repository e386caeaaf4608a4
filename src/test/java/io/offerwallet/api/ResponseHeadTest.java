package io.offerwallet.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTest {

    private static final AsciiString AGE = AsciiString.cached("Age");

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 1_234_567_890, Long.MAX_VALUE})
    void numbersAreWrittenInDecimal(long number) {
        assertThat(sent(ResponseHead.of(200).header(AGE, number), "{}"))
                .isEqualTo("HTTP/1.1 200 OK\r\nAge: " + number + "\r\n\r\n{}");
    }

    @Test
    void aLongHeadIsWhole() {
        String id = "x".repeat(1000);
        assertThat(sent(
                        ResponseHead.of(503)
                                .header(AsciiString.cached("X-Request-Id"), id)
                                .header(AsciiString.cached("Cache-Control"), AsciiString.cached("no-store")),
                        ""))
                .isEqualTo("HTTP/1.1 503 Service Unavailable\r\nX-Request-Id: " + id
                        + "\r\nCache-Control: no-store\r\n\r\n");
    }

    /** The lowest eight bits of the last two are a line's end. */
    @Test
    void whatIsNotAsciiIsAQuestionMark() {
        assertThat(sent(ResponseHead.of(200).header(AGE, "a\u00e9\u010d\u010a"), ""))
                .isEqualTo("HTTP/1.1 200 OK\r\nAge: a???\r\n\r\n");
    }

    private static String sent(ResponseHead head, String body) {
        ByteBuf bytes = head.followedBy(body.getBytes(US_ASCII), UnpooledByteBufAllocator.DEFAULT);
        try {
            return bytes.toString(US_ASCII);
        } finally {
            bytes.release();
        }
    }
}
