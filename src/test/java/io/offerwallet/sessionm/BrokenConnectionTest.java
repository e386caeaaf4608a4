package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class BrokenConnectionTest {

    @Test
    void saysWhatTheFailureSays() {
        assertThat(BrokenConnection.reason(new ConnectException("Connection refused: localhost/127.0.0.1:1")))
                .isEqualTo("ConnectException: Connection refused: localhost/127.0.0.1:1");
    }

    @Test
    void saysWhatEveryCauseAddsAndNothingTwice() {
        Exception failure = new SSLHandshakeException("Failed to create SSL connection");
        failure.initCause(new IOException(
                "PKIX path building failed: no path", new IOException("no path", new IOException("expired"))));

        assertThat(BrokenConnection.reason(failure))
                .isEqualTo("SSLHandshakeException: Failed to create SSL connection:"
                        + " PKIX path building failed: no path: expired");
    }

    @Test
    void namesAFailureThatSaysNothing() {
        assertThat(BrokenConnection.reason(new ClosedChannelException())).isEqualTo("ClosedChannelException");
    }

    @Test
    void staysOnOneShortLine() {
        assertThat(BrokenConnection.reason(new IOException("one\r\ntwo\u001b[31m" + "x".repeat(1000))))
                .startsWith("IOException: one two [31mxxx")
                .hasSizeLessThanOrEqualTo(401)
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void comesToAnEndWhenCausesFormACircle() {
        Exception first = new IOException("first");
        Exception second = new IOException("second", first);
        first.initCause(second);

        assertThat(BrokenConnection.reason(first)).isEqualTo("IOException: first: second");
    }
}
