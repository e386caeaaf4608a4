package io.offerwallet.api;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets connections answer plain calls for wallets as soon as a request has been decoded, before Vert.x makes an exchange of
 * it: most of what a hit takes in the native image, and most of what a waiting request holds anywhere, is the way of its
 * request through Vert.x and Quarkus.
 *
 * <p>Vert.x has no place for that, so this relies on the names of its handlers. Where they aren't as expected, with TLS for
 * one, requests just go the long way.
 */
@Singleton
final class ShortCut {

    private static final String NAME = ShortCut.class.getName();
    private static final String KNOWN = KnownCalls.class.getName();
    private static final AttributeKey<Boolean> DECIDED = AttributeKey.valueOf(NAME);
    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";
    private static final String VERTX = "handler";
    private static final Set<String> ONLY_WATCHES = Set.of("idle");

    private final PlainWallets wallets;
    private final Requests requests;
    private final UnderWay underWay;
    private final Map<EventExecutor, KnownHeads> heads = new ConcurrentHashMap<>();
    private volatile boolean served;

    ShortCut(PlainWallets wallets, Requests requests, UnderWay underWay) {
        this.wallets = wallets;
        this.requests = requests;
        this.underWay = underWay;
    }

    /** To be told when a call for a wallet has come as far as it comes where wallets are served; before, nothing is answered. */
    void walletsAreServed() {
        served = true;
    }

    /** Whether calls may be answered here now. */
    boolean isOpen() {
        return served && !underWay.isStopping();
    }

    /**
     * To be told of a connection's first request, when it is all that the connection has to answer. From then on connections to
     * the same port are opened as they come, so that this is for the first few only.
     */
    void open(HttpConnection connection) {
        if (connection instanceof ConnectionBase vertx) {
            Channel channel = vertx.channel();
            if (channel.pipeline().get(NAME) == null && channel.attr(DECIDED).getAndSet(true) == null) {
                open(channel, 1);
            }
            @Nullable Channel port = channel.parent();
            if (port != null && port.attr(DECIDED).getAndSet(true) == null) {
                port.pipeline().addFirst(NAME, new Port());
            }
        }
    }

    /** To be told of a connection whose first request came to nothing: others may be waiting behind it. */
    void leaveOut(HttpConnection connection) {
        if (connection instanceof ConnectionBase vertx) {
            vertx.channel().attr(DECIDED).set(true);
        }
    }

    /** @param unanswered how many requests have come before */
    private void open(Channel channel, int unanswered) {
        ChannelPipeline pipeline = channel.pipeline();
        if (vertxFollowsEncoder(pipeline) && pipeline.get(VERTX) instanceof VertxHandler<?> vertx) {
            AnswerWriter writer = new AnswerWriter(pipeline.context(ENCODER), requests);
            WalletHandler handler = new WalletHandler(
                    this,
                    wallets,
                    requests,
                    underWay,
                    writer,
                    vertx.getConnection().getContext(),
                    unanswered);
            pipeline.addBefore(VERTX, NAME, handler);
            if (unanswered == 0 && pipeline.names().get(0).equals(DECODER)) {
                pipeline.addFirst(
                        KNOWN,
                        new KnownCalls(
                                new KnownAnswers(wallets, handler, pipeline.context(NAME)),
                                handler,
                                heads.computeIfAbsent(channel.eventLoop(), loop -> new KnownHeads()),
                                pipeline.get(IdleStateHandler.class)));
            }
        }
    }

    /** Nothing between them may hold back, or change, what is written. */
    private static boolean vertxFollowsEncoder(ChannelPipeline pipeline) {
        List<String> names = pipeline.names();
        int encoder = names.indexOf(ENCODER);
        int vertx = names.indexOf(VERTX);
        return encoder >= 0 && encoder < vertx && ONLY_WATCHES.containsAll(names.subList(encoder + 1, vertx));
    }

    /** Sees the connections that a port accepts. */
    private final class Port extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                connection.pipeline().addLast(new Opening());
            }
            context.fireChannelRead(accepted);
        }
    }

    /** Waits until Vert.x has put its handlers into a connection's pipeline. */
    private final class Opening extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.pipeline().remove(this);
            open(context.channel(), 0);
            context.fireChannelActive();
        }
    }
}
