package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;

/** A call under way and the means of answering it. An answer to a caller that has left is dropped. */
record Exchange(RoutingContext context, CallUnderWay call) {
    static final String JSON = "application/json; charset=utf-8";
    static final String HTML = "text/html; charset=utf-8";

    HttpServerResponse response() {
        return context.response();
    }

    boolean callerHasLeft() {
        return response().closed() || response().ended();
    }

    void answer(int status, String contentType, Buffer body) {
        if (callerHasLeft()) {
            call.abandoned();
            return;
        }
        call.answered(status);
        response().setStatusCode(status).putHeader("Content-Type", contentType).end(body);
    }

    void answer(byte[] envelope) {
        answer(200, JSON, Buffer.buffer(envelope));
    }

    void refuse(int status, String code, String message) {
        var envelope = JsonNodeFactory.instance.objectNode().put("status", "error");
        envelope.putObject("error").put("code", code).put("message", message);
        answer(status, JSON, Buffer.buffer(envelope.toString().getBytes(StandardCharsets.UTF_8)));
    }

    void throttle(int retryAfterSeconds) {
        response().putHeader("Retry-After", Integer.toString(retryAfterSeconds));
        refuse(429, "throttled", "Too many requests");
    }

    /** Closes the connection under whatever was sent so far. */
    void hangUp() {
        call.abandoned();
        context.request().connection().close();
    }
}
