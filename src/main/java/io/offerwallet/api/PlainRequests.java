package io.offerwallet.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the plain calls among the requests of one connection. */
final class PlainRequests {

    /** The last proper one that a request named. */
    private String host = "";

    /** Begins the request's time if it is one. */
    Optional<PlainRequest> find(HttpRequest request) {
        if (!isOrdinary(request)) {
            return Optional.empty();
        }
        String uri = request.uri();
        int mark = uri.indexOf('?');
        String method = request.method().name();
        String path = mark < 0 ? uri : uri.substring(0, mark);
        return PlainCall.of(method, path, request.headers()::get)
                .map(call -> new PlainRequest(
                        call,
                        request,
                        path,
                        new Arrival(method, RequestIds.of(request.headers().get(Headers.X_REQUEST_ID)))));
    }

    /** Whether it is proper HTTP/1.1 that asks for nothing but an answer; the answer leaves the connection open. */
    private boolean isOrdinary(HttpRequest request) {
        HttpHeaders headers = request.headers();
        @Nullable String connection = headers.get(HttpHeaderNames.CONNECTION);
        return request.decoderResult().isSuccess()
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && request.uri().indexOf('#') < 0
                && isHost(headers.get(HttpHeaderNames.HOST))
                && (connection == null || HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection))
                && headers.get(HttpHeaderNames.EXPECT) == null
                && headers.get(HttpHeaderNames.TRANSFER_ENCODING) == null;
    }

    /** By Vert.x' rule, but once for all the requests of a connection that name the same. */
    private boolean isHost(@Nullable String named) {
        if (named == null) {
            return false;
        }
        if (!named.equals(host)) {
            if (HostAndPort.parseAuthority(named, -1) == null) {
                return false;
            }
            host = named;
        }
        return true;
    }
}
