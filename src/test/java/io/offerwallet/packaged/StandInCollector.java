package io.offerwallet.packaged;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.offerwallet.testing.PrivateCa;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** A collector of traces, by OTLP over HTTP, that keeps all it is sent. Closing it stops it. */
final class StandInCollector implements AutoCloseable {

    private final HttpServer server;
    private final int status;
    private final List<Export> exports = new CopyOnWriteArrayList<>();

    private StandInCollector(HttpServer server, int status) {
        this.server = server;
        this.status = status;
        server.createContext("/", this::take);
        server.start();
    }

    /** One that takes everything. */
    static StandInCollector start() {
        return answering(200);
    }

    /** One that answers everything so. */
    static StandInCollector answering(int status) {
        try {
            return new StandInCollector(HttpServer.create(anyPort(), 0), status);
        } catch (IOException noServer) {
            throw new UncheckedIOException(noServer);
        }
    }

    /** One that shows this certificate. */
    static StandInCollector withTls(PrivateCa.Identity identity) {
        Vertx vertx = Vertx.vertx();
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(
                    new PemKeyCertOptions()
                            .addCertPath(identity.certificate().toString())
                            .addKeyPath(identity.key().toString())
                            .getKeyManagerFactory(vertx)
                            .getKeyManagers(),
                    null,
                    null);
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new StandInCollector(server, 200);
        } catch (Exception noServer) {
            throw new IllegalStateException(noServer);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exports.add(new Export(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} says. */
    String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://localhost:"
                + server.getAddress().getPort();
    }

    List<Export> exports() {
        return exports;
    }

    List<Span> spans() {
        return exports.stream()
                .flatMap(export -> export.resources().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** The span of the request with this id. */
    Optional<Span> spanOf(String requestId) {
        return spans().stream()
                .filter(span -> requestId.equals(attributes(span).get("offer_wallet.request_id")))
                .findFirst();
    }

    /** The spans that have this one as their parent. */
    List<Span> childrenOf(Span parent) {
        return spans().stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .toList();
    }

    static Map<String, Object> attributes(Span span) {
        return values(span.getAttributesList());
    }

    private static Map<String, Object> values(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, pair -> value(pair.getValue())));
    }

    private static Object value(AnyValue value) {
        return value.hasIntValue() ? (Object) value.getIntValue() : value.getStringValue();
    }

    /** One request of an exporter. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Export(String path, Headers headers, byte[] body) {

        /** What is said of who sends it. */
        Map<String, Object> resource() {
            return values(resources().get(0).getResource().getAttributesList());
        }

        private List<ResourceSpans> resources() {
            try {
                return ExportTraceServiceRequest.parseFrom(body).getResourceSpansList();
            } catch (InvalidProtocolBufferException notOtlp) {
                throw new UncheckedIOException(notOtlp);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
