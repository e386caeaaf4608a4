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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How connections are used. */
class HttpConnectTest {

    private static final int LOOPS = 3;
    private static final int CALLS = 10;
    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final long MAX_BYTES = 1000;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));

    /** Of each call, the port it came from: there is one for each connection. */
    private final Queue<Integer> ports = new ConcurrentLinkedQueue<>();

    private final Queue<Throwable> broken = new ConcurrentLinkedQueue<>();

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

    /** As when the permit came on another thread, and the connection's event loop was busy. */
    @Test
    void whetherItIsTooLateIsAskedOnceNothingIsLeftToWaitForAndTheCallCanBeSentAfterwards() {
        ContextInternal loop = ((VertxInternal) VERTX).createEventLoopContext();
        ConnectApi.Call call = openOn(loop);
        AtomicBoolean inTime = new AtomicBoolean(true);
        CountDownLatch busy = new CountDownLatch(1);
        loop.runOnContext(here -> passed(busy));

        CompletableFuture<byte[]> answer =
                call.send(BODY, MAX_BYTES, inTime::get).subscribe().asCompletionStage();
        inTime.set(false);
        busy.countDown();

        assertThat(answer)
                .failsWithin(LONGEST)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(NotSent.class);
        assertThat(ports).isEmpty();
        assertThat(call.send(BODY, MAX_BYTES, () -> true).await().atMost(LONGEST))
                .asString(UTF_8)
                .isEqualTo("hello");
        assertThat(broken).isEmpty();
    }

    @Test
    void whatNobodyWantsAnyMoreIsNotSent() {
        ContextInternal loop = ((VertxInternal) VERTX).createEventLoopContext();
        ConnectApi.Call call = openOn(loop);
        CountDownLatch busy = new CountDownLatch(1);
        loop.runOnContext(here -> passed(busy));

        AtomicBoolean asked = new AtomicBoolean();
        call.send(BODY, MAX_BYTES, () -> asked.compareAndSet(false, true))
                .subscribe()
                .with(answer -> {})
                .cancel();
        busy.countDown();

        assertThat(askOn(loop)).isEqualTo("hello");
        assertThat(ports).hasSize(1);
        assertThat(asked).isFalse();
    }

    private ConnectApi.Call openOn(ContextInternal loop) {
        CompletableFuture<ConnectApi.Call> opened = new CompletableFuture<>();
        loop.runOnContext(here ->
                connect.open("Basic anybody").subscribe().with(opened::complete, opened::completeExceptionally));
        return opened.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static void passed(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
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
                .flatMap(call -> call.send(BODY, MAX_BYTES, () -> true))
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

    private HttpConnect connect(int port) {
        SessionMSettings settings = TestSettings.with(Map.of("sessionm.connect.url", "http://localhost:" + port));
        return new HttpConnect(VERTX, settings.connect(), 2, broken::add);
    }
}
