package io.offerwallet.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is sent, whoever sends it: a resource, or {@link WalletRoute} ahead of them. So there is one place for
 * what an answer says in its headers.
 *
 * @param body not to be changed
 * @param cache what {@code X-Cache} says; null to say nothing
 * @param ageSeconds what {@code Age} says; {@link #UNSAID} to say nothing
 * @param retryAfterSeconds what {@code Retry-After} says; {@link #UNSAID} to say nothing
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
record Answer(
        int status,
        CharSequence mediaType,
        byte[] body,
        @Nullable CharSequence cache,
        long ageSeconds,
        long retryAfterSeconds) {

    static final long UNSAID = -1;

    // Spelt as other HTTP servers spell them, and optimized, because most answers are hits that do little else.
    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
    private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
    private static final CharSequence X_CACHE = HttpHeaders.createOptimized(Headers.X_CACHE);
    private static final CharSequence AGE = HttpHeaders.createOptimized(Headers.AGE);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM = HttpHeaders.createOptimized(Problem.MEDIA_TYPE);
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final String END_OF_LINE = "\r\n";
    private static final int USUAL_HEAD = 256;
    private static final int OK = 200;

    /** JSON with status 200. */
    static Answer ok(byte[] body) {
        return new Answer(OK, JSON, body, null, UNSAID, UNSAID);
    }

    /** A wallet whose data is so old. */
    static Answer wallet(byte[] body, CharSequence cache, long ageSeconds) {
        return new Answer(OK, JSON, body, cache, ageSeconds, UNSAID);
    }

    static Answer problem(Problem problem, Arrival arrival) {
        return new Answer(problem.type().status(), PROBLEM, problem.json(arrival.requestId()), null, UNSAID, UNSAID);
    }

    Answer fromCache(CharSequence word) {
        return new Answer(status, mediaType, body, word, ageSeconds, retryAfterSeconds);
    }

    /** For what may work later; the header tells whole seconds, and at least one. */
    Answer retryAfter(Duration time) {
        return new Answer(
                status,
                mediaType,
                body,
                cache,
                ageSeconds,
                Math.max(1, time.plusMillis(999).toSeconds()));
    }

    void send(HttpServerResponse response) {
        response.setStatusCode(status).putHeader(CONTENT_TYPE, mediaType).putHeader(CACHE_CONTROL, NO_STORE);
        if (cache != null) {
            response.putHeader(X_CACHE, cache);
        }
        if (ageSeconds != UNSAID) {
            response.putHeader(AGE, Long.toString(ageSeconds));
        }
        if (retryAfterSeconds != UNSAID) {
            response.putHeader(RETRY_AFTER, Long.toString(retryAfterSeconds));
        }
        response.end(Buffer.buffer(body));
    }

    /** The whole answer as it goes over a kept connection, with the headers that {@link #send} and {@link Arrivals} write. */
    ByteBuf encoded(ByteBufAllocator memory, String requestId) {
        byte[] head = head(requestId).getBytes(StandardCharsets.ISO_8859_1);
        return memory.directBuffer(head.length + body.length).writeBytes(head).writeBytes(body);
    }

    private String head(String requestId) {
        StringBuilder head =
                new StringBuilder(USUAL_HEAD).append("HTTP/1.1 ").append(status).append(' ');
        head.append(HttpResponseStatus.valueOf(status).reasonPhrase()).append(END_OF_LINE);
        line(head, Headers.X_REQUEST_ID, requestId);
        line(head, CONTENT_TYPE, mediaType);
        line(head, CACHE_CONTROL, NO_STORE);
        if (cache != null) {
            line(head, X_CACHE, cache);
        }
        if (ageSeconds != UNSAID) {
            line(head, AGE, Long.toString(ageSeconds));
        }
        if (retryAfterSeconds != UNSAID) {
            line(head, RETRY_AFTER, Long.toString(retryAfterSeconds));
        }
        line(head, HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        return head.append(END_OF_LINE).toString();
    }

    private static void line(StringBuilder head, CharSequence name, CharSequence value) {
        // Of a text, and not of characters: the one is copied, the others are read one by one.
        head.append(name.toString()).append(": ").append(value.toString()).append(END_OF_LINE);
    }

    Response response() {
        return toResponse().build();
    }

    /** As {@link #response}, for who has a header of its own to add. */
    Response.ResponseBuilder toResponse() {
        Response.ResponseBuilder response = Response.status(status)
                .type(mediaType.toString())
                .header(CACHE_CONTROL.toString(), NO_STORE)
                .entity(body);
        if (cache != null) {
            response.header(Headers.X_CACHE, cache);
        }
        if (ageSeconds != UNSAID) {
            response.header(Headers.AGE, ageSeconds);
        }
        if (retryAfterSeconds != UNSAID) {
            response.header(RETRY_AFTER.toString(), retryAfterSeconds);
        }
        return response;
    }
}
