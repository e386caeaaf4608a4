package io.offerwallet.api;

import io.netty.channel.ChannelPipeline;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Lets connections answer hits as soon as a request has been decoded, before Vert.x makes an exchange of it: in the native
 * image, most of what a hit takes is the way of its request through Vert.x and Quarkus.
 *
 * <p>Vert.x has no place for that, so this relies on the names of its handlers. Where they aren't as expected, with TLS for
 * one, requests just go the long way.
 */
@Singleton
final class ShortCut {

    private static final String NAME = ShortCut.class.getName();
    private static final AttributeKey<Boolean> DECIDED = AttributeKey.valueOf(NAME);
    private static final String ENCODER = "httpEncoder";
    private static final String VERTX = "handler";
    private static final Set<String> ONLY_WATCHES = Set.of("idle");

    private final Hits hits;
    private final Requests requests;
    private volatile boolean served;

    ShortCut(Hits hits, Requests requests) {
        this.hits = hits;
        this.requests = requests;
    }

    /** To be told when a call for a wallet has come as far as it comes where wallets are served; before, there are no hits. */
    void walletsAreServed() {
        served = true;
    }

    boolean areWalletsServed() {
        return served;
    }

    /** To be told of a connection's first request, when it is all that the connection has to answer. */
    void open(HttpConnection connection) {
        if (connection instanceof ConnectionBase vertx
                && vertx.channel().attr(DECIDED).getAndSet(true) == null) {
            ChannelPipeline pipeline = vertx.channel().pipeline();
            if (vertxFollowsEncoder(pipeline)) {
                pipeline.addBefore(VERTX, NAME, new HitHandler(this, hits, requests, pipeline.context(ENCODER)));
            }
        }
    }

    /** To be told of a connection whose first request came to nothing: others may be waiting behind it. */
    void leaveOut(HttpConnection connection) {
        if (connection instanceof ConnectionBase vertx) {
            vertx.channel().attr(DECIDED).set(true);
        }
    }

    /** Nothing between them may hold back, or change, what is written. */
    private static boolean vertxFollowsEncoder(ChannelPipeline pipeline) {
        List<String> names = pipeline.names();
        int encoder = names.indexOf(ENCODER);
        int vertx = names.indexOf(VERTX);
        return encoder >= 0 && encoder < vertx && ONLY_WATCHES.containsAll(names.subList(encoder + 1, vertx));
    }
}
