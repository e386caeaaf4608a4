package io.offerwallet.api;

import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What one connection's decoder has made of the last bytes that it got. */
final class Decoding {

    private int requests;
    private @Nullable HttpRequest last;
    private @Nullable PlainRequest admitted;

    /** To be told before it gets bytes. */
    void begins() {
        requests = 0;
        last = null;
        admitted = null;
    }

    void decoded(HttpRequest request) {
        requests++;
        last = request;
    }

    /** To be told when the last request is plain, and its client may ask for what it asks. */
    void admitted(PlainRequest plain) {
        admitted = plain;
    }

    /** The only one. */
    @Nullable
    HttpRequest request() {
        return requests == 1 ? last : null;
    }

    /** The only one, if it is plain, and its client may ask for what it asks. */
    @Nullable
    PlainRequest plainRequest() {
        return requests == 1 ? admitted : null;
    }
}
