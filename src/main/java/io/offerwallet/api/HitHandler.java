package io.offerwallet.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Answers the hits of one connection, and passes on all other requests, whole and in order. While one that was passed on
 * has not been answered, so are those after it: answers come in the order of their requests.
 *
 * <p>Lives on the connection's event loop, as all that calls it.
 */
final class HitHandler extends ChannelDuplexHandler {

    private static final Logger LOG = Logger.getLogger(HitHandler.class);

    private final ShortCut shortCut;
    private final Hits hits;
    private final Requests requests;
    private final ChannelHandlerContext encoder;

    /** Requests that were passed on and have not been answered; the connection's first was before this was there. */
    private int passedOn = 1;

    /** A request whose body may have come with it. */
    private @Nullable Plain waitsForBody;

    /** Whether what comes still belongs to a request that was answered. */
    private boolean answered;

    private boolean toFlush;

    /** The last proper one that a request named. */
    private String host = "";

    /** Whether nothing is read until the caller has read more. */
    private boolean pauses;

    /** Whether whoever comes after has something to read; otherwise it needn't hear that nothing more comes. */
    private boolean passedOnSome = true;

    /** @param encoder the context of the encoder, past which answers are written, as they are encoded */
    HitHandler(ShortCut shortCut, Hits hits, Requests requests, ChannelHandlerContext encoder) {
        this.shortCut = shortCut;
        this.hits = hits;
        this.requests = requests;
        this.encoder = encoder;
    }

    private record Plain(PlainCall call, HttpRequest request, Arrival arrival) {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            begin(context, request);
        } else if (message instanceof HttpContent content) {
            goOn(context, content);
        } else {
            passOn(context, message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        Optional<Plain> plain =
                passedOn == 0 && shortCut.areWalletsServed() && takesMore() ? plain(request) : Optional.empty();
        if (plain.isEmpty()) {
            passOn(context, request);
        } else if (plain.get().call() != PlainCall.BY_PATH) {
            waitsForBody = plain.get();
        } else if (answer(plain.get(), Unpooled.EMPTY_BUFFER)) {
            answered = true;
        } else {
            passOn(context, request);
        }
    }

    /** Whether the caller reads its answers: those that it doesn't read we would have to hold. */
    private boolean takesMore() {
        if (!encoder.channel().isWritable()) {
            encoder.flush();
        }
        return encoder.channel().isWritable();
    }

    private void goOn(ChannelHandlerContext context, HttpContent content) {
        @Nullable Plain plain = waitsForBody;
        waitsForBody = null;
        if (answered) {
            answered = !(content instanceof LastHttpContent);
            content.release();
        } else if (plain == null) {
            passOn(context, content);
        } else if (isWhole(content) && answer(plain, content.content())) {
            content.release();
        } else {
            passOn(context, plain.request());
            passOn(context, content);
        }
    }

    private static boolean isWhole(HttpContent content) {
        return content instanceof LastHttpContent && content.decoderResult().isSuccess();
    }

    private void passOn(ChannelHandlerContext context, Object message) {
        passedOnSome = true;
        if (message instanceof HttpRequest) {
            passedOn++;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        @Nullable Plain plain = waitsForBody;
        if (plain != null) {
            // Its body takes its time, and there are limits to that which aren't ours.
            waitsForBody = null;
            passOn(context, plain.request());
        }
        if (toFlush) {
            toFlush = false;
            encoder.flush();
            if (!context.channel().isWritable()) {
                pauses = true;
                context.channel().config().setAutoRead(false);
            }
        }
        if (passedOnSome) {
            passedOnSome = false;
            context.fireChannelReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (pauses && context.channel().isWritable()) {
            pauses = false;
            context.channel().config().setAutoRead(true);
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof LastHttpContent && !isInterim(message)) {
            passedOn--;
        }
        super.write(context, message, promise);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private Optional<Plain> plain(HttpRequest request) {
        if (!isOrdinary(request)) {
            return Optional.empty();
        }
        String uri = request.uri();
        int mark = uri.indexOf('?');
        String method = request.method().name();
        return PlainCall.of(method, mark < 0 ? uri : uri.substring(0, mark), request.headers()::get)
                .map(call -> new Plain(
                        call,
                        request,
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

    private boolean answer(Plain plain, ByteBuf body) {
        Optional<Answer> hit;
        try {
            hit = hits.find(plain.call(), plain.request(), body, plain.arrival());
        } catch (RuntimeException bug) {
            LOG.error("Looking for a hit failed; the request goes the long way.", bug);
            return false;
        }
        hit.ifPresent(answer -> write(plain, answer));
        return hit.isPresent();
    }

    private void write(Plain plain, Answer answer) {
        Arrival arrival = plain.arrival();
        requests.arrived(arrival, plain.request().headers()::get);
        toFlush = true;
        ByteBuf bytes = answer.encoded(encoder.alloc(), arrival.requestId());
        ChannelPromise sent = encoder.newPromise()
                .addListener(end -> requests.ended(
                        arrival,
                        end.isSuccess() ? answer.status() : RequestListener.CALLER_WENT_AWAY,
                        answer.cache(),
                        answer.body().length));
        ChannelFuture unused = encoder.write(bytes, sent);
    }
}
