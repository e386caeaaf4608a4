package io.offerwallet.api;

import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A plain call as it came from the connection, without its body.
 *
 * @param path the request's, without its query
 */
record PlainRequest(PlainCall call, HttpRequest request, String path, Arrival arrival) {

    /** What follows the question mark; null if there is none. */
    @Nullable
    String query() {
        String uri = request.uri();
        return uri.length() == path.length() ? null : uri.substring(path.length() + 1);
    }
}
