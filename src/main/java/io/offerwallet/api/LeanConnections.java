package io.offerwallet.api;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Leaves out of every connection what we don't serve: thousands are open at send time, and each request passes it all. */
@Singleton
final class LeanConnections implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        lean(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        lean(options);
    }

    private static void lean(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false).setPerMessageWebSocketCompressionSupported(false);
    }
}
