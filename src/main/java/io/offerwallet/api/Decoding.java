package io.offerwallet.api;

import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What one connection's decoder makes of some bytes. Nothing is kept of it: requests that wait for their answers are many. */
final class Decoding {

    private boolean noted;
    private int requests;
    private @Nullable HttpRequest last;
    private @Nullable PlainRequest admitted;

    /** From now on is noted what is decoded. */
    void begins() {
        ended();
        noted = true;
    }

    /** What was noted is forgotten, and nothing more is. */
    void ended() {
        noted = false;
        requests = 0;
        last = null;
        admitted = null;
    }

    void decoded(HttpRequest request) {
        if (noted) {
            requests++;
            last = request;
        }
    }

    /** To be told when the last request is plain, and its client may ask for what it asks. */
    void admitted(PlainRequest plain) {
        if (noted) {
            admitted = plain;
        }
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
