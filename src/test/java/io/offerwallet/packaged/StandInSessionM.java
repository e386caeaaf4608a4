package io.offerwallet.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A SessionM that answers every call with the same bytes. */
final class StandInSessionM implements AutoCloseable {

    private final HttpServer server;

    private StandInSessionM(HttpServer server) {
        this.server = server;
    }

    static StandInSessionM answering(String json) {
        byte[] body = json.getBytes(UTF_8);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
            server.start();
            return new StandInSessionM(server);
        } catch (IOException noServer) {
            throw new UncheckedIOException(noServer);
        }
    }

    /** By name, not by address, so that the name must be resolved. */
    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
