package io.offerwallet.api;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Leaves out of every connection what we don't serve: thousands are open at send time, and each request passes it all. */
@Singleton
final class LeanConnections implements HttpServerOptionsCustomizer {

    /** Bytes that a connection keeps for reading a line. Most lines are shorter; for a longer one it takes more. */
    private static final int LINE = 64;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        lean(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        lean(options);
    }

    private static void lean(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setDecoderInitialBufferSize(LINE);
    }
}
