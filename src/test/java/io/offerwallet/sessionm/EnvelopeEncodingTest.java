package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeEncodingTest {

    /** Its lists could not be found by byte, and JSON between systems is UTF-8 (RFC 8259, section 8.1). */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "UTF-32LE"})
    void anAnswerInAnotherEncodingThanUtf8IsNoAnswer(String encoding) {
        byte[] body = Answers.text(Answers.offers(0, 2, 3)).getBytes(Charset.forName(encoding));

        assertThat(Envelope.read(body)).isEmpty();
    }
}
