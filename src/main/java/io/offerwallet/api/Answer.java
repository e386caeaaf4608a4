package io.offerwallet.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.Response;
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
        AsciiString mediaType,
        byte[] body,
        @Nullable AsciiString cache,
        long ageSeconds,
        long retryAfterSeconds) {

    static final long UNSAID = -1;

    // Spelt as other HTTP servers spell them, and optimized, because most answers are hits that do little else.
    private static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
    private static final AsciiString CACHE_CONTROL = AsciiString.cached("Cache-Control");
    private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
    private static final AsciiString X_REQUEST_ID = AsciiString.cached(Headers.X_REQUEST_ID);
    private static final AsciiString RETRY_AFTER = AsciiString.cached("Retry-After");
    private static final AsciiString X_CACHE = AsciiString.cached(Headers.X_CACHE);
    private static final AsciiString AGE = AsciiString.cached(Headers.AGE);
    private static final AsciiString JSON = AsciiString.cached("application/json");
    private static final AsciiString PROBLEM = AsciiString.cached(Problem.MEDIA_TYPE);
    private static final AsciiString NO_STORE = AsciiString.cached("no-store");

    /** The lines that most answers have. */
    private static final AsciiString JSON_NO_STORE =
            AsciiString.cached(CONTENT_TYPE + ": " + JSON + "\r\n" + CACHE_CONTROL + ": " + NO_STORE + "\r\n");

    private static final int OK = 200;

    /** JSON with status 200. */
    static Answer ok(byte[] body) {
        return new Answer(OK, JSON, body, null, UNSAID, UNSAID);
    }

    /** A wallet whose data is so old. */
    static Answer wallet(byte[] body, AsciiString cache, long ageSeconds) {
        return new Answer(OK, JSON, body, cache, ageSeconds, UNSAID);
    }

    static Answer problem(Problem problem, Arrival arrival) {
        return new Answer(problem.type().status(), PROBLEM, problem.json(arrival.requestId()), null, UNSAID, UNSAID);
    }

    Answer fromCache(AsciiString word) {
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
        ResponseHead head = ResponseHead.of(status).header(X_REQUEST_ID, requestId);
        if (mediaType.equals(JSON)) {
            head.lines(JSON_NO_STORE);
        } else {
            head.header(CONTENT_TYPE, mediaType).header(CACHE_CONTROL, NO_STORE);
        }
        if (cache != null) {
            head.header(X_CACHE, cache);
        }
        if (ageSeconds != UNSAID) {
            head.header(AGE, ageSeconds);
        }
        if (retryAfterSeconds != UNSAID) {
            head.header(RETRY_AFTER, retryAfterSeconds);
        }
        return head.header(CONTENT_LENGTH, body.length).followedBy(body, memory);
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
