package io.offerwallet.simulator.braze;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is held here is what goes over the wire. */
class HttpCallTest {
    private static final Duration SOON = Duration.ofMillis(200);

    @Test
    void aPostSendsItsBodyAndHeadersAndSaysWhoItIs() {
        try (var host = StandInHost.answering(200, "été")) {
            var http = new HttpCall(host.route(), HttpCall.DEADLINE);
            var request =
                    new Request("POST", URI.create(StandInHost.URL + "/a%20b?c=d"), Map.of("X-Y", "z"), "{\"ü\":1}");

            assertThat(http.make(request)).isEqualTo(new Answer(200, "été", Call.Origin.HOST));
            http.make(request);

            var asked = host.asked().get(0);
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.uri()).isEqualTo("/a%20b?c=d");
            assertThat(asked.body()).isEqualTo("{\"ü\":1}");
            assertThat(asked.header("X-Y")).isEqualTo("z");
            assertThat(host.asked())
                    .extracting(each -> each.header("User-Agent"))
                    .allMatch(agent -> agent.matches("Braze Sender [0-9a-f]{40}"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        try (var host = StandInHost.behaving(exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            StandInHost.answer(exchange, 302, "");
        })) {
            assertThat(call(host, HttpCall.DEADLINE).status()).isEqualTo(302);
            assertThat(host.asked()).hasSize(1);
        }
    }

    @Test
    void aMegabyteIsTakenAndAByteMoreIsNot() {
        try (var host = StandInHost.behaving(exchange -> {
            int size = exchange.getRequestURI().getPath().equals("/more") ? 1_000_001 : 1_000_000;
            StandInHost.answer(exchange, 200, "x".repeat(size));
        })) {
            var http = new HttpCall(host.route(), HttpCall.DEADLINE);

            assertThat(http.make(get("/")).body()).hasSize(1_000_000);
            assertThat(http.make(get("/more"))).isEqualTo(new Answer(200, "", Call.Origin.HOST));
        }
    }

    @Test
    void anAnswerHasTwoSeconds() {
        var never = new CountDownLatch(1);
        try (var host = StandInHost.behaving(exchange -> await(never))) {
            long begun = System.nanoTime();

            assertThat(call(host, HttpCall.DEADLINE)).isEqualTo(Answer.NONE);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_900));
        }
    }

    @Test
    void theLastByteCountsAndNotTheFirst() {
        var never = new CountDownLatch(1);
        try (var host = StandInHost.behaving(exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("x".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(never);
        })) {
            assertThat(call(host, SOON)).isEqualTo(Answer.NONE);
        }
    }

    @Test
    void aBrokenAnswerIsNone() {
        try (var host = StandInHost.behaving(exchange -> exchange.sendResponseHeaders(200, 2))) {
            assertThat(call(host, HttpCall.DEADLINE)).isEqualTo(Answer.NONE);
        }
    }

    @Test
    void nobodyThereIsNoAnswer() {
        var gone = StandInHost.answering(200, "");
        gone.close();

        assertThat(call(gone, HttpCall.DEADLINE)).isEqualTo(Answer.NONE);
    }

    private static Answer call(StandInHost host, Duration deadline) {
        return new HttpCall(host.route(), deadline).make(get("/"));
    }

    private static Request get(String path) {
        return new Request("GET", URI.create(StandInHost.URL + path), Map.of(), "");
    }

    /** Until the host is closed, which interrupts its threads. */
    private static void await(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
