package io.offerwallet.ops;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * A call over HTTP like those of SessionM, made by this process to itself. It has an instance of Vert.x of its own, which is
 * closed at its end, so that it is in no metric.
 */
@Singleton
final class WarmUpCall {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String LOOPBACK = "localhost";

    /** One thread of each kind, and no directory for files that it doesn't read. */
    private static VertxOptions small() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    /** Makes the call and waits for its end; {@code body} is both what is asked and what is answered. */
    void make(byte[] body) {
        Vertx vertx = Vertx.vertx(small());
        try {
            Uni.createFrom()
                    .completionStage(() -> exchange(vertx, Buffer.buffer(body)).toCompletionStage())
                    .await()
                    .atMost(LONGEST);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static Future<Buffer> exchange(Vertx vertx, Buffer body) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(asked -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(asked)));
        HttpClient client = vertx.createHttpClient();
        return server.listen(0, LOOPBACK)
                .flatMap(open -> client.request(HttpMethod.POST, open.actualPort(), LOOPBACK, "/"))
                .flatMap(request -> request.send(body))
                .flatMap(HttpClientResponse::body);
    }
}
