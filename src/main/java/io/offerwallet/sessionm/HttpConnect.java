package io.offerwallet.sessionm;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.offerwallet.security.CaCertificates;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * SessionM Connect through Vert.x' HTTP client, which keeps connections open from call to call.
 *
 * <p>Not through the REST client: that one either reads an answer of any size into memory before it can be looked at, or,
 * as a stream, closes the connection after every answer.
 *
 * <p>Each event loop has connections of its own, so that a call stays on the loop that makes it from beginning to end: of
 * connections that all share, most belong to another loop, and each piece of an answer is handed over.
 */
final class HttpConnect implements ConnectApi {

    private static final String PATH = "/offers/api/2.0/offers/get_user_offers";
    private static final int OK = 2;

    /** Of an error, only as much is read as its envelope can take. */
    private static final int LONGEST_ERROR = 64 * 1024;

    /** Each piece of an answer takes a way of its own through what is below us; most have one piece. */
    private static final int USUAL_ANSWER = 64 * 1024;

    private final VertxInternal vertx;
    private final Map<EventExecutor, HttpClient> clients = new HashMap<>();
    private final RequestOptions request;
    private final Consumer<Throwable> onBroken;

    /**
     * @param connections how many each event loop may have open at once
     * @param onBroken told of what goes wrong below HTTP: no such host, nobody listens, not trusted, cut off
     */
    HttpConnect(Vertx vertx, SessionMSettings.Connect settings, int connections, Consumer<Throwable> onBroken) {
        URI url = settings.url().orElseThrow();
        if (url.getHost() == null) {
            throw new IllegalArgumentException("SESSIONM_CONNECT_URL must be an absolute URL, but is " + url + ".");
        }
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) settings.connectionTimeout().toMillis())
                .setKeepAlive(true)
                .setMaxChunkSize(USUAL_ANSWER)
                .setSsl(tls)
                .setVerifyHost(true)
                // The connection timeout ends with TCP's handshake. TLS' may take as long as a whole call: the first
                // one
                // of a process is slow, and a connection that comes later than its call is of use to the next.
                .setSslHandshakeTimeout(settings.timeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setName("sessionm-connect");
        settings.caCertificates()
                .map(files -> CaCertificates.read("SESSIONM_CONNECT_CA_CERTIFICATES", files))
                .map(TrustOptions::wrap)
                .ifPresent(options::setTrustOptions);
        this.onBroken = onBroken;
        this.vertx = (VertxInternal) vertx;
        for (EventExecutor loop : this.vertx.getEventLoopGroup()) {
            clients.put(loop, vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections)));
        }
        this.request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(url.getHost())
                .setPort(url.getPort() > 0 ? url.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(withoutTrailingSlash(url.getRawPath()) + PATH)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json");
    }

    @Override
    public Uni<Call> open(String authorization) {
        return Uni.createFrom().deferred(() -> {
            // Vert.x has the call on the caller's event loop, or gives it one.
            EventLoop loop = vertx.getOrCreateContext().nettyEventLoop();
            Future<HttpClientRequest> opening = Objects.requireNonNull(clients.get(loop))
                    .request(new RequestOptions(request).putHeader(HttpHeaders.AUTHORIZATION, authorization))
                    // What happens to a call before it is sent, sending tells too; without a handler Vert.x logs it.
                    .onSuccess(call -> call.exceptionHandler(unsent -> {}));
            // Also when nobody waits any more: a connection that can't be made in time is what to tell of.
            opening.onFailure(onBroken::accept);
            return Uni.createFrom()
                    .completionStage(opening.toCompletionStage())
                    .onCancellation()
                    .invoke(() -> opening.onSuccess(HttpClientRequest::reset))
                    .map(call -> new Opened(call, loop, onBroken));
        });
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** @param loop that of the connection */
    record Opened(HttpClientRequest call, EventLoop loop, Consumer<Throwable> onBroken) implements Call {

        @Override
        public Uni<byte[]> send(byte[] body, long maxBytes, BooleanSupplier inTime) {
            return Uni.createFrom().emitter(emitter -> {
                Exchange exchange = new Exchange(call, emitter, onBroken, new Pieces(maxBytes));
                exchange.cutOffIfUnwanted();
                if (loop.inEventLoop()) {
                    exchange.send(body, inTime);
                } else {
                    loop.execute(() -> exchange.send(body, inTime));
                }
            });
        }

        @Override
        public void giveUp() {
            call.reset();
        }
    }

    /** One call, which is cut off if its answer isn't wanted to the end. */
    private record Exchange(
            HttpClientRequest call,
            UniEmitter<? super byte[]> emitter,
            Consumer<Throwable> onBroken,
            Pieces pieces,
            AtomicBoolean ended) {

        Exchange(
                HttpClientRequest call,
                UniEmitter<? super byte[]> emitter,
                Consumer<Throwable> onBroken,
                Pieces pieces) {
            this(call, emitter, onBroken, pieces, new AtomicBoolean());
        }

        void cutOffIfUnwanted() {
            emitter.onTermination(() -> {
                if (ended.compareAndSet(false, true)) {
                    call.reset();
                }
            });
        }

        /** Called on the connection's event loop, where sending waits for nothing. */
        void send(byte[] body, BooleanSupplier inTime) {
            if (ended.get()) {
                return;
            }
            if (!inTime.getAsBoolean()) {
                ended.set(true);
                emitter.fail(new NotSent());
                return;
            }
            call.response().onFailure(this::fail).onSuccess(this::read);
            Future<Void> unused = call.end(Buffer.buffer(body));
        }

        private void read(HttpClientResponse answer) {
            answer.exceptionHandler(this::fail);
            if (answer.statusCode() / 100 != OK) {
                readError(answer);
            } else {
                answer.endHandler(end -> {
                    if (ended.compareAndSet(false, true)) {
                        emitter.complete(pieces.joined());
                    }
                });
                answer.handler(this::add);
            }
        }

        private void add(Buffer piece) {
            try {
                pieces.add(bytes(piece));
            } catch (SessionMFailure tooLarge) {
                emitter.fail(tooLarge);
            }
        }

        /** Without another copy where there is one already, as of what came over a connection. */
        @SuppressWarnings("deprecation") // Vert.x 5 hides the buffer, and has another way to it.
        private static byte[] bytes(Buffer piece) {
            ByteBuf content = piece.getByteBuf();
            boolean all = content.hasArray()
                    && content.arrayOffset() == 0
                    && content.readerIndex() == 0
                    && content.array().length == content.readableBytes();
            return all ? content.array() : piece.getBytes();
        }

        private void readError(HttpClientResponse answer) {
            Buffer beginning = Buffer.buffer();
            answer.endHandler(end -> {
                ended.set(true);
                failWith(answer, beginning);
            });
            answer.handler(piece -> {
                if (beginning.length() + piece.length() <= LONGEST_ERROR) {
                    beginning.appendBuffer(piece);
                } else {
                    failWith(answer, beginning);
                }
            });
        }

        private void failWith(HttpClientResponse answer, Buffer body) {
            Optional<String> retryAfter = Optional.ofNullable(answer.getHeader(HttpHeaders.RETRY_AFTER));
            emitter.fail(new ErrorStatus(answer.statusCode(), retryAfter, body.getBytes()));
        }

        /** A failure after the end, or after we cut it off ourselves, is nobody's business. */
        private void fail(Throwable failure) {
            if (ended.compareAndSet(false, true)) {
                onBroken.accept(failure);
                emitter.fail(failure);
            }
        }
    }
}
