package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.testing.Undo;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SimulatedFaultsTest implements Undo {
    private static final String USER = SessionmCaller.counted(20);

    @BeforeEach
    void calm() {
        SessionmCaller.calm();
    }

    @ParameterizedTest
    @CsvSource({
        "outage, 503, unavailable",
        "internal_error, 500, internal",
        "error_envelope, 200, internal",
        "unauthorized, 401, unauthorized",
        "forbidden, 403, forbidden",
        "throttled, 429, throttled"
    })
    void faultsOfTheServiceAreErrorEnvelopes(String fault, int status, String code) {
        var answer = askUnder(fault);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Wallet.read(answer.body()).envelope().at("/status").asText()).isEqualTo("error");
        assertThat(Wallet.read(answer.body()).envelope().at("/error/code").asText())
                .isEqualTo(code);
        assertThat(byStatus().get(Integer.toString(status)).intValue()).isEqualTo(1);
    }

    @Test
    void throttlingTellsWhenToComeBack() {
        assertThat(askUnder("throttled").headers().firstValue("Retry-After")).hasValue("1");
        SessionmCaller.behave("{\"retry_after_seconds\":17}");
        assertThat(SessionmCaller.ask(USER).headers().firstValue("Retry-After")).hasValue("17");
    }

    @ParameterizedTest
    @CsvSource({"html_error, 502", "html_ok, 200"})
    void gatewaysAnswerInHtml(String fault, int status) {
        var answer = askUnder(fault);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).startsWith("<!DOCTYPE html>");
    }

    @Test
    void aBlackHoleNeverAnswersAndHoldsTheCall() {
        SessionmCaller.behave("{\"fault\":\"black_hole\"}");
        var request =
                SessionmCaller.request(USER).timeout(Duration.ofMillis(400)).build();

        assertThatThrownBy(() -> SessionmCaller.send(request, BodyHandlers.ofByteArray()))
                .isInstanceOf(HttpTimeoutException.class);
        await().until(() -> SessionmCaller.inFlight() == 0);
        assertThat(byStatus().toString()).isEqualTo("{\"no_answer\":1}");
    }

    @Test
    void aConnectionResetSendsNothing() {
        SessionmCaller.behave("{\"fault\":\"connection_reset\"}");

        assertThatThrownBy(() -> SessionmCaller.ask(USER))
                .hasCauseInstanceOf(IOException.class)
                .rootCause()
                .isNotInstanceOf(HttpTimeoutException.class);
        await().untilAsserted(() -> assertThat(byStatus().toString()).isEqualTo("{\"no_answer\":1}"));
        assertThat(SessionmCaller.inFlight()).isZero();
    }

    @Test
    void aTruncatedBodyIsAsLongAsItSaysAndStillNoJson() {
        var whole = SessionmCaller.ask(USER).body();
        var answer = askUnder("truncated");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(answer.body().length);
        assertThat(answer.body()).hasSize(whole.length / 2);
        assertThat(whole).startsWith(answer.body());
        assertThatThrownBy(() -> Wallet.read(answer.body())).hasMessageContaining("end-of-input");
    }

    @Test
    void aResetInTheMiddleEndsTheBodyEarly() throws IOException {
        SessionmCaller.behave("{\"fault\":\"reset_mid_body\"}");
        var answer = SessionmCaller.send(SessionmCaller.request(USER).build(), BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
        try (var body = answer.body()) {
            assertThat(new String(body.readNBytes(15), StandardCharsets.UTF_8)).isEqualTo("{\"status\":\"ok\",");
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theWrongUserIsSomebodyElseEntirely() {
        var right = Wallet.read(SessionmCaller.ask(USER).body());
        var wrong = Wallet.read(askUnder("wrong_user").body());

        assertThat(right.payload().at("/user_id").asText()).isEqualTo(USER);
        assertThat(wrong.payload().at("/user_id").asText()).isEqualTo(SessionmCaller.counted(21));
        assertThat(wrong.texts("id")).hasSize(21).doesNotContainAnyElementsOf(right.texts("id"));
    }

    @Test
    void anOversizedAnswerIsValidAndHuge() throws IOException {
        var answer = askUnder("oversized");

        assertThat(answer.body().length).isBetween(20_000_000, 21_000_000);
        assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
        int depth = 0;
        try (var parser = new JsonFactory().createParser(answer.body())) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        }
        assertThat(depth).isZero();
        assertThat(byStatus().toString()).isEqualTo("{\"200\":1}");
    }

    @Test
    void aSlowDripComesByteByByte() throws IOException {
        SessionmCaller.behave("{\"fault\":\"slow_drip\"}");
        long asked = System.nanoTime();
        var answer = SessionmCaller.send(SessionmCaller.request(USER).build(), BodyHandlers.ofInputStream());

        try (var body = answer.body()) {
            assertThat(new String(body.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("{\"stat");
            assertThat((System.nanoTime() - asked) / 1_000_000).isGreaterThan(500);
            assertThat(SessionmCaller.inFlight()).isEqualTo(1);
        }
        await().until(() -> SessionmCaller.inFlight() == 0);
    }

    @Test
    void badGzipIsNoGzip() {
        var answer = askUnder("bad_gzip");

        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                .isInstanceOf(ZipException.class);
    }

    @ParameterizedTest
    @CsvSource({"truncated", "oversized", "wrong_user", "bad_gzip", "slow_drip", "reset_mid_body"})
    void faultsOfTheBodyStillRefuseBadCalls(String fault) {
        SessionmCaller.behave("{\"fault\":\"" + fault + "\"}");

        assertThat(SessionmCaller.ask("00000000-0000-4000-8000-404100000000").statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<byte[]> askUnder(String fault) {
        SessionmCaller.behave("{\"fault\":\"" + fault + "\"}");
        return SessionmCaller.ask(USER);
    }

    private static JsonNode byStatus() {
        return SessionmCaller.stats().required("by_status");
    }
}
