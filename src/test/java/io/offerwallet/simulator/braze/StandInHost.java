package io.offerwallet.simulator.braze;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A host that templates call; it remembers what it was asked. */
final class StandInHost implements AutoCloseable {
    /** Nobody else's, so a call that isn't routed here goes nowhere. */
    static final String NAME = "host.invalid";

    static final String URL = "https://" + NAME;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** What one request was. */
    record Asked(String method, String uri, Headers headers, String body) {
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    /** How a request is answered; the body has been read. */
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private StandInHost(Answering answering) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noServer) {
            throw new UncheckedIOException(noServer);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            asked.add(new Asked(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
            try (exchange) {
                answering.answer(exchange);
            }
        });
        server.start();
    }

    static StandInHost behaving(Answering answering) {
        return new StandInHost(answering);
    }

    static StandInHost answering(int status, String body) {
        return behaving(exchange -> answer(exchange, status, body));
    }

    /** Answers with these statuses in turn, the last of them for ever. */
    static StandInHost answering(Integer... statuses) {
        var left = new CopyOnWriteArrayList<>(List.of(statuses));
        return behaving(exchange -> {
            int status = left.size() > 1 ? left.remove(0) : left.get(0);
            answer(exchange, status, "{\"text\":\"hello\"}");
        });
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    Map<String, URI> route() {
        return Map.of(NAME, URI.create(address()));
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
