package io.offerwallet.api;

import io.offerwallet.wallet.Deadline;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body into memory, and no more of it than is allowed, on the event loop.
 *
 * <p>The framework would read a long body with a blocking stream on a worker thread, and answer one that is too long by
 * itself, without a problem body.
 */
final class RequestBody {

    private static final String KEY = RequestBody.class.getName();

    private static final long LINGERS_FOR_BYTES = 256 * 1024;
    private static final long LINGERS_FOR_MILLIS = 500;

    private RequestBody() {}

    /**
     * The body; fails with {@link InvalidRequest} as soon as it is longer than {@code maxBytes}, breaks off, or has not
     * come by the deadline. May be asked again once it has been read, with the same result.
     */
    static Uni<byte[]> read(RoutingContext exchange, long maxBytes, Deadline deadline) {
        @Nullable Object read = exchange.get(KEY);
        if (read instanceof InvalidRequest refused) {
            return Uni.createFrom().failure(refused);
        }
        return read instanceof byte[] body
                ? Uni.createFrom().item(body)
                : receive(exchange, maxBytes, deadline)
                        .invoke(body -> exchange.put(KEY, body))
                        .onFailure(InvalidRequest.class)
                        .invoke(refused -> exchange.put(KEY, refused));
    }

    /** Lets go of a body that has been understood: its request may wait for long, and many with it. */
    static void forget(RoutingContext exchange) {
        exchange.remove(KEY);
    }

    private static Uni<byte[]> receive(RoutingContext exchange, long maxBytes, Deadline deadline) {
        if (announced(exchange.request()) > maxBytes) {
            return Uni.createFrom().failure(tooLarge(exchange, maxBytes));
        }
        return Uni.createFrom().emitter(emitter -> {
            long timer = exchange.vertx()
                    .setTimer(Math.max(1, deadline.left().toMillis()), late -> emitter.fail(tooSlow(exchange)));
            emitter.onTermination(() -> exchange.vertx().cancelTimer(timer));
            collect(exchange, maxBytes, emitter);
        });
    }

    private static void collect(RoutingContext exchange, long maxBytes, UniEmitter<? super byte[]> emitter) {
        HttpServerRequest request = exchange.request();
        if (request.isEnded()) {
            emitter.complete(new byte[0]);
            return;
        }
        Buffer body = Buffer.buffer();
        request.exceptionHandler(broken -> emitter.fail(InvalidRequest.body("The body broke off.")));
        request.endHandler(end -> {
            // They would hold what was read for as long as the request waits for its answer.
            request.handler(null).exceptionHandler(null).endHandler(null);
            emitter.complete(body.getBytes());
        });
        request.handler(piece -> {
            if (body.length() + (long) piece.length() <= maxBytes) {
                body.appendBuffer(piece);
            } else {
                emitter.fail(tooLarge(exchange, maxBytes));
            }
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            exchange.response().writeContinue();
        }
        request.resume();
    }

    /** Whether the request says that it has a body. */
    static boolean isAnnounced(HeaderLookup headers) {
        return headers.get(HttpHeaders.CONTENT_LENGTH) != null || headers.get(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** The length that the sender announces; 0 if it doesn't. HTTP's own parser has refused anything but a number. */
    private static long announced(HttpServerRequest request) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private static InvalidRequest tooLarge(RoutingContext exchange, long maxBytes) {
        leaveUnread(exchange);
        return new InvalidRequest(
                Problem.of(ProblemType.BODY_TOO_LARGE, "The body is larger than " + maxBytes + " bytes."));
    }

    private static InvalidRequest tooSlow(RoutingContext exchange) {
        leaveUnread(exchange);
        return new InvalidRequest(
                Problem.of(ProblemType.BODY_TOO_SLOW, "The body had not come when the request had to be answered."));
    }

    /**
     * Closes the connection after the answer if any of the body is still to come. Not at once: a sender that is still
     * writing would find the connection broken before it has read the answer.
     */
    static void leaveUnread(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.isEnded() || !isAnnounced(request::getHeader)) {
            return;
        }
        exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        AtomicLong discarded = new AtomicLong();
        request.handler(rest -> {
            if (discarded.addAndGet(rest.length()) > LINGERS_FOR_BYTES) {
                request.pause();
            }
        });
        request.resume();
        exchange.addEndHandler(ended -> exchange.vertx()
                .setTimer(LINGERS_FOR_MILLIS, late -> request.connection().close()));
    }
}
