package io.offerwallet.sessionm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How connections are used. */
class HttpConnectTest {

    private static final int LOOPS = 3;
    private static final int CALLS = 10;
    private static final long MAX_BYTES = 1000;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));

    /** Of each call, the port it came from: there is one for each connection. */
    private final Queue<Integer> ports = new ConcurrentLinkedQueue<>();

    private final HttpConnect connect = connect(server().actualPort());

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyEventLoopHasAConnectionOfItsOwnAndKeepsIt() {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < LOOPS; i++) {
            // Contexts have the next loop each.
            ContextInternal loop = ((VertxInternal) VERTX).createEventLoopContext();
            ports.clear();
            for (int call = 0; call < CALLS; call++) {
                assertThat(askOn(loop)).isEqualTo("hello");
            }
            assertThat(ports).as("kept").hasSize(CALLS).containsOnly(ports.element());
            assertThat(seen.add(ports.element())).as("its own").isTrue();
        }
    }

    @Test
    void whoIsOnNoEventLoopCanAskToo() {
        assertThat(ask().await().atMost(LONGEST)).isEqualTo("hello");
    }

    private String askOn(ContextInternal loop) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        loop.runOnContext(here -> ask().invoke(
                        body -> assertThat(loop.nettyEventLoop().inEventLoop()).isTrue())
                .subscribe()
                .with(answer::complete, answer::completeExceptionally));
        return answer.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
    }

    private Uni<String> ask() {
        return connect.open("Basic anybody")
                .flatMap(call -> call.send("{}".getBytes(UTF_8), MAX_BYTES))
                .map(body -> new String(body, UTF_8));
    }

    private HttpServer server() {
        return VERTX.createHttpServer(new HttpServerOptions().setHost("localhost"))
                .requestHandler(request -> {
                    ports.add(request.remoteAddress().port());
                    request.response().end("hello");
                })
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static HttpConnect connect(int port) {
        SessionMSettings settings = TestSettings.with(Map.of("sessionm.connect.url", "http://localhost:" + port));
        return new HttpConnect(VERTX, settings.connect(), 2, failure -> {});
    }
}
