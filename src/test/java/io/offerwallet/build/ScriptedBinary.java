package io.offerwallet.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;

/** Stands in for the native binary: a program that serves wallets at the port it is given. */
final class ScriptedBinary {

    private static final String PORT = "-Dquarkus.http.port=";
    private static final String CREDENTIAL =
            "Basic " + Base64.getEncoder().encodeToString("braze:demo".getBytes(UTF_8));

    private ScriptedBinary() {}

    public static void main(String[] arguments) throws IOException {
        if (!List.of(arguments).contains("-Dquarkus.profile=demo")) {
            throw new IllegalArgumentException("Only the demo needs no settings: " + List.of(arguments));
        }
        int port = List.of(arguments).stream()
                .filter(argument -> argument.startsWith(PORT))
                .mapToInt(argument -> Integer.parseInt(argument.substring(PORT.length())))
                .findFirst()
                .orElseThrow();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/v1/wallets/", exchange -> {
            boolean known = CREDENTIAL.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(known ? 200 : 401, -1);
            exchange.close();
        });
        server.start();
    }
}
