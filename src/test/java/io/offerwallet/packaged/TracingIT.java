package io.offerwallet.packaged;

import static io.offerwallet.packaged.StandInCollector.attributes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.offerwallet.testing.FreePort;
import io.offerwallet.testing.PrivateCa;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Users;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a collector of traces gets to see, and what becomes of requests without one. */
@Timeout(120)
class TracingIT {

    private static final String TOKEN = "a-token-of-the-collector";
    private static final String WALLET = "/v1/wallets/{user_id}";
    private static final Map<String, String> EVERYTHING = Map.of(
            "OTEL_TRACES_SAMPLER", "parentbased_always_on",
            "OTEL_BSP_SCHEDULE_DELAY", "50",
            "OTEL_EXPORTER_OTLP_HEADERS", "X-Token=" + TOKEN,
            "OTEL_SERVICE_NAME", "wallets-of-a-test",
            "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test",
            "WALLET_ACCESS_LOG", "true",
            "SESSIONM_RETRY_MIN_TIME_LEFT", "1ms",
            "WALLET_STALE_IF_ERROR", "0s");

    private static StandInCollector collector;
    private static Deployment deployment;

    private final List<String> secrets = new ArrayList<>();
    private HttpClient caller = connection();

    @BeforeAll
    static void start() {
        collector = StandInCollector.start();
        deployment = Deployment.start(1, with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()));
    }

    @AfterAll
    static void stop() {
        deployment.close();
        collector.close();
    }

    @Test
    void aMissIsASpanOfTheCallersTraceAndOneOfTheAskingOfSessionM() {
        Sent miss = send(get(Users.somebody()));

        Span server = spanOf(miss);
        assertThat(server.getName()).isEqualTo("GET " + WALLET);
        assertThat(server.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(hex(server.getTraceId())).isEqualTo(miss.traceId());
        assertThat(hex(server.getParentSpanId())).isEqualTo(miss.spanId());
        assertThat(server.getTraceState()).isEmpty();
        assertThat(attributes(server))
                .containsOnly(
                        entry("http.request.method", "GET"),
                        entry("http.route", WALLET),
                        entry("http.response.status_code", 200L),
                        entry("offer_wallet.cache", "miss"),
                        entry("offer_wallet.client", "braze"),
                        entry("offer_wallet.request_id", miss.requestId()));
        assertThat(server.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);

        assertThat(collector.childrenOf(server)).singleElement().satisfies(asking -> {
            assertThat(asking.getName()).isEqualTo("sessionm get_user_offers");
            assertThat(asking.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
            assertThat(asking.getTraceId()).isEqualTo(server.getTraceId());
            assertThat(attributes(asking))
                    .containsOnly(
                            entry("peer.service", "sessionm"),
                            entry("offer_wallet.outcome", "ok"),
                            entry("offer_wallet.tries", 1L));
            assertThat(asking.getStartTimeUnixNano())
                    .isBetween(server.getStartTimeUnixNano(), asking.getEndTimeUnixNano());
            assertThat(asking.getEndTimeUnixNano()).isLessThanOrEqualTo(server.getEndTimeUnixNano());
        });
        await().untilAsserted(() -> assertThat(log())
                .anyMatch(line -> line.contains("\"request_id\":\"" + miss.requestId() + "\"")
                        && line.contains("\"trace_id\":\"" + miss.traceId() + "\"")));
    }

    @Test
    void aHitIsASpanByWhicheverWayItGoes() {
        String user = Users.somebody();
        Sent miss = send(get(user));
        Sent onKeptConnection = send(get(user));
        Sent posted = send(post(Proxy.WALLETS, "braze", "{\"user_id\":\"" + user + "\"}"));
        caller = connection();
        Sent onNewConnection = send(get(user));

        assertThat(attributes(spanOf(miss))).containsEntry("offer_wallet.cache", "miss");
        for (Sent hit : List.of(onKeptConnection, onNewConnection, posted)) {
            Span span = spanOf(hit);
            assertThat(hex(span.getTraceId())).isEqualTo(hit.traceId());
            assertThat(hex(span.getParentSpanId())).isEqualTo(hit.spanId());
            assertThat(span.getName()).isEqualTo(hit.equals(posted) ? "POST /v1/wallets" : "GET " + WALLET);
            assertThat(attributes(span))
                    .containsEntry("offer_wallet.cache", "hit")
                    .containsEntry("offer_wallet.client", "braze");
            assertThat(collector.childrenOf(span)).isEmpty();
            assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
        }
    }

    @Test
    void aRefusedRequestIsASpanWithoutAClientThatIsNone() {
        Span stranger = spanOf(send(get(Users.somebody()).setHeader("Authorization", "Basic eDp5")));
        Span forbidden =
                spanOf(send(as("braze", "/v1/wallets/" + Users.somebody()).DELETE()));

        assertThat(attributes(stranger))
                .containsEntry("http.response.status_code", 401L)
                .containsEntry("http.route", WALLET)
                .doesNotContainKeys("offer_wallet.client", "offer_wallet.cache");
        assertThat(attributes(forbidden))
                .containsEntry("http.response.status_code", 403L)
                .containsEntry("offer_wallet.client", "braze");
        assertThat(forbidden.getName()).isEqualTo("DELETE " + WALLET);
    }

    @Test
    void aFailingSessionMIsSeenInBothSpans() {
        deployment.sessionm().behave(Map.of("fault", "outage"));
        Sent failed;
        try {
            failed = send(get(Users.somebody()));
        } finally {
            deployment.sessionm().behaveAgain();
        }

        Span server = spanOf(failed);
        assertThat(server.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(attributes(server))
                .containsEntry("http.response.status_code", 503L)
                .containsEntry("error.type", "503");
        assertThat(collector.childrenOf(server)).singleElement().satisfies(asking -> {
            assertThat(asking.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
            assertThat(attributes(asking))
                    .containsEntry("offer_wallet.outcome", "failing")
                    .containsEntry("error.type", "failing")
                    .containsEntry("offer_wallet.tries", 2L);
        });
    }

    /** Wherever a caller puts an id that belongs there, or nearly so, it is not passed on. */
    @Test
    void nothingThatIsExportedHasAUserIdOrASecretInIt() {
        List<Sent> sent = new ArrayList<>(List.of(
                send(get(secret())),
                send(get(secret() + "?culture=" + secret())),
                send(get(secret() + "x")),
                send(get("%" + secret())),
                send(as("braze", "/v2/wallets/" + secret()).GET()),
                send(as("braze", "/" + secret()).GET()),
                send(as("braze", Proxy.WALLETS + "/" + secret()).method(token(secret()), BodyPublishers.noBody())),
                send(as("braze", Proxy.WALLETS)
                        .header("Referer", "https://example.com/" + secret())
                        .GET()),
                send(get(secret()).header("tracestate", "user=" + secret()).header("baggage", "user=" + secret())),
                send(get(secret()).setHeader("Authorization", "Basic " + secret())),
                send(post(Proxy.WALLETS, "braze", "{\"user_id\":\"" + secret() + "\"}")),
                send(post(Proxy.WALLETS, "braze", "{\"user_id\":\"" + secret() + "\",\"" + secret() + "\":1}")),
                send(post(Proxy.DROP_IN, "braze", "{\"user_id\":\"" + secret() + "\",\"culture\":\"en-US\"}")),
                send(post(Proxy.PURGE, "admin", "{\"user_ids\":[\"" + secret() + "\"]}")),
                send(as("admin", Proxy.WALLETS + "/" + secret()).DELETE()),
                send(as("admin", Proxy.WALLETS + "/" + secret() + "x").DELETE())));
        deployment.sessionm().behave(Map.of("fault", "outage"));
        try {
            sent.add(send(get(secret())));
        } finally {
            deployment.sessionm().behaveAgain();
        }
        sent.forEach(TracingIT::spanOf);
        secrets.addAll(Pod.clients().values().stream()
                .filter(secret -> secret.length() > 10)
                .toList());
        secrets.add(TOKEN);

        assertThat(collector.exports()).isNotEmpty().allSatisfy(export -> assertThat(
                        TracedIds.in(export.body(), secrets))
                .isEmpty());
    }

    @Test
    void theStandardVariablesSayWhereToAndWhoItIs() {
        spanOf(send(get(Users.somebody())));

        assertThat(collector.exports()).allSatisfy(export -> {
            assertThat(export.path()).isEqualTo("/v1/traces");
            assertThat(export.headers().getFirst("Content-Type")).isEqualTo("application/x-protobuf");
            assertThat(export.headers().getFirst("X-Token")).isEqualTo(TOKEN);
            assertThat(export.resource())
                    .containsEntry("service.name", "wallets-of-a-test")
                    .containsEntry("deployment.environment.name", "test");
        });
    }

    @Test
    void whatTheCallerDoesNotSampleIsNotExportedButNamedInTheLog() {
        Sent unwanted = send(get(Users.somebody()), "00");
        spanOf(send(get(Users.somebody())));

        assertThat(collector.spanOf(unwanted.requestId())).isEmpty();
        await().untilAsserted(() ->
                assertThat(log()).anyMatch(line -> line.contains("\"trace_id\":\"" + unwanted.traceId() + "\"")));
    }

    @Test
    void theLastSpansAreExportedWhenAProcessEnds() {
        try (StandInCollector last = StandInCollector.start();
                Deployment ending = Deployment.start(
                        1, with("OTEL_EXPORTER_OTLP_ENDPOINT", last.url(), "OTEL_BSP_SCHEDULE_DELAY", "600000"))) {
            Sent asked = send(ending, get(Users.somebody()), "01");
            assertThat(last.spanOf(asked.requestId())).isEmpty();

            ending.pod(0).process().terminate();

            await().untilAsserted(
                            () -> assertThat(last.spanOf(asked.requestId())).isPresent());
        }
    }

    /** The other variables alone are what a cluster may give to every process. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutTheVariableNothingIsConnectedAndNoThreadIsThere() {
        try (StandInCollector unused = StandInCollector.start();
                Deployment untraced =
                        Deployment.start(1, with("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", unused.url() + "/v1/traces"))) {
            assertThat(send(untraced, get(Users.somebody()), "01").answer().statusCode())
                    .isEqualTo(200);

            if (!BuiltArtifact.isNative()) { // whose threads have no names that Linux knows
                assertThat(exporterThreads(deployment)).isNotEmpty();
                assertThat(exporterThreads(untraced)).isEmpty();
            }
            assertThat(unused.exports()).isEmpty();
            await().untilAsserted(() -> assertThat(log(untraced))
                    .anyMatch(line -> line.contains("\"route\":\"" + WALLET + "\""))
                    .noneMatch(line -> line.contains("trace_id")));
        }
    }

    @Test
    void aCollectorThatCannotBeReachedCostsNoAnswerAndOneLine() {
        try (Deployment alone = Deployment.start(
                1,
                with(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://localhost:" + FreePort.next(),
                        "OTEL_BSP_MAX_QUEUE_SIZE",
                        "8",
                        "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
                        "8"))) {
            for (int i = 0; i < 100; i++) {
                assertThat(send(alone, get(Users.somebody()), "01").answer().statusCode())
                        .isEqualTo(200);
            }
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(complaints(alone))
                    .singleElement()
                    .asString()
                    .contains("Connect"));
        }
    }

    @Test
    void aCollectorThatRefusesEverythingIsComplainedOfOnce() {
        try (StandInCollector refusing = StandInCollector.answering(400);
                Deployment refused = Deployment.start(1, with("OTEL_EXPORTER_OTLP_ENDPOINT", refusing.url()))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                assertThat(send(refused, get(Users.somebody()), "01").answer().statusCode())
                        .isEqualTo(200);
                return refusing.exports().size() >= 20;
            });
            assertThat(complaints(refused)).singleElement().asString().contains("the collector refuses them");
        }
    }

    @Test
    void aCollectorBehindTlsIsTrustedByItsCaAndNotOtherwise(@TempDir Path directory) {
        PrivateCa ca = PrivateCa.in(directory, "ours");
        try (StandInCollector secured = StandInCollector.withTls(ca.issueFor("localhost"));
                Deployment trusting = Deployment.start(
                        1,
                        with(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                secured.url(),
                                "OTEL_EXPORTER_OTLP_CERTIFICATE",
                                ca.certificate().toString()))) {
            Sent asked = send(trusting, get(Users.somebody()), "01");
            await().untilAsserted(
                            () -> assertThat(secured.spanOf(asked.requestId())).isPresent());
            int exports = secured.exports().size();
            try (Deployment distrustful = Deployment.start(1, with("OTEL_EXPORTER_OTLP_ENDPOINT", secured.url()))) {
                await().untilAsserted(() -> assertThat(complaints(distrustful))
                        .singleElement()
                        .asString()
                        .contains("PKIX"));
            }
            assertThat(secured.exports()).hasSize(exports);
        }
    }

    @Test
    void aVariableThatDoesNotFitStopsTheStartAndKeepsTheSecret() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "SESSIONM_CONNECT_URL",
                "http://localhost:1",
                "SESSIONM_CONNECT_AUTHORIZATION",
                "c2VjcmV0",
                "SESSIONM_RETAILER_ID",
                UUID.randomUUID().toString(),
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                collector.url()));
        settings.putAll(Pod.clients());
        assertRefused(settings, "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "http/protobuf");
        assertRefused(settings, "OTEL_EXPORTER_OTLP_HEADERS", "only-" + TOKEN, "headers");
        assertRefused(settings, "OTEL_TRACES_SAMPLER", "sometimes", "sometimes");
    }

    private static void assertRefused(Map<String, String> settings, String variable, String value, String told) {
        Map<String, String> wrong = new HashMap<>(settings);
        wrong.put(variable, value);
        try (PackagedApplication proxy = PackagedApplication.launch(wrong)) {
            assertThat(proxy.exitCode()).isNotZero();
            assertThat(proxy.output()).contains("can't start", told).doesNotContain(TOKEN);
        }
    }

    private String secret() {
        String id = Users.somebody();
        secrets.add(id);
        return id;
    }

    /** A method that nobody knows: HTTP allows any such word. */
    private static String token(String id) {
        return "GET-" + id;
    }

    private HttpRequest.Builder get(String user) {
        return as("braze", Proxy.WALLETS + "/" + user).GET();
    }

    private static HttpRequest.Builder post(String path, String client, String json) {
        BodyPublisher body = BodyPublishers.ofString(json);
        return as(client, path).header("Content-Type", "application/json").POST(body);
    }

    private static HttpRequest.Builder as(String client, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", Pod.authorization(client));
    }

    private Sent send(HttpRequest.Builder request) {
        return send(request, "01");
    }

    private Sent send(HttpRequest.Builder request, String flags) {
        return send(deployment, request, flags);
    }

    private Sent send(Deployment to, HttpRequest.Builder request, String flags) {
        String requestId = "request-" + UUID.randomUUID();
        String traceId = UUID.randomUUID().toString().replace("-", "");
        String spanId = traceId.substring(16);
        String path = request.build().uri().toString().substring("http://localhost".length());
        HttpRequest complete = request.uri(
                        URI.create("http://localhost:" + to.pod(0).process().port() + path))
                .header("X-Request-Id", requestId)
                .header("traceparent", String.join("-", "00", traceId, spanId, flags))
                .build();
        try {
            return new Sent(requestId, traceId, spanId, caller.send(complete, BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private record Sent(String requestId, String traceId, String spanId, HttpResponse<String> answer) {}

    /** One at a time goes over the same connection. */
    private static HttpClient connection() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static Span spanOf(Sent sent) {
        await().alias("a span of " + sent.answer())
                .until(() -> collector.spanOf(sent.requestId()).isPresent());
        return collector.spanOf(sent.requestId()).orElseThrow();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static Map<String, String> with(String... more) {
        Map<String, String> settings = new HashMap<>(EVERYTHING);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static List<String> log() {
        return log(deployment);
    }

    private static List<String> log(Deployment of) {
        return of.pod(0).process().output().lines().toList();
    }

    private static List<String> complaints(Deployment of) {
        return log(of).stream()
                .filter(line -> line.contains("export") || line.contains("opentelemetry"))
                .toList();
    }

    /** By the first letters of its name, which is all that Linux keeps. */
    private static List<String> exporterThreads(Deployment of) {
        try (Stream<Path> threads =
                Files.list(Path.of("/proc", Long.toString(of.pod(0).process().pid()), "task"))) {
            return threads.map(thread -> read(thread.resolve("comm")))
                    .filter(name -> name.startsWith("BatchSpan") || name.startsWith("HttpClient"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }
}
