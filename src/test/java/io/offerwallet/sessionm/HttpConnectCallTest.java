package io.offerwallet.sessionm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call that is sent on another thread than its answer comes on, as when its permit came on another's event loop. */
class HttpConnectCallTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Set<String> SENDING = Set.of("end", "send");

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Throwable> broken = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        done(vertx.close().toCompletionStage());
    }

    @Test
    void anAnswerThatIsThereBeforeSendingHasEndedIsRead() {
        HttpServer server = server("hello");

        assertThat(new HttpConnect.Opened(returningWhenAnswered(request(server)), broken::add)
                        .send("{}".getBytes(UTF_8), 1000)
                        .await()
                        .atMost(LONGEST))
                .asString(UTF_8)
                .isEqualTo("hello");
        assertThat(broken).isEmpty();
    }

    private HttpServer server(String answer) {
        return done(vertx.createHttpServer()
                .requestHandler(request -> request.response().end(answer))
                .listen(0, "localhost")
                .toCompletionStage());
    }

    private HttpClientRequest request(HttpServer server) {
        return done(vertx.createHttpClient()
                .request(HttpMethod.POST, server.actualPort(), "localhost", "/")
                .toCompletionStage());
    }

    /** As when the thread that sends is held up in the midst of it. */
    private static HttpClientRequest returningWhenAnswered(HttpClientRequest request) {
        return (HttpClientRequest) Proxy.newProxyInstance(
                HttpConnectCallTest.class.getClassLoader(),
                new Class<?>[] {HttpClientRequest.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(request, arguments);
                        if (SENDING.contains(method.getName())) {
                            done(request.response().toCompletionStage());
                            CompletableFuture<Void> afterwards = new CompletableFuture<>();
                            // The answer is short: all of it is read before anything else happens on its event loop,
                            // and who asks for it now is told there later.
                            request.response().onSuccess(answer -> afterwards.complete(null));
                            done(afterwards);
                        }
                        return result;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
