package io.offerwallet.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.offerwallet.api.PlainWallets.Found;
import io.offerwallet.wallet.WalletOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers the plain calls for wallets of one connection, and passes on all other requests, whole and in order. While one
 * that was passed on has not been answered, so are those after it; while one waits for its answer here, those after it are
 * held back: answers come in the order of their requests.
 *
 * <p>Lives on the connection's event loop, as all that calls it.
 */
final class WalletHandler extends ChannelDuplexHandler implements KnownCalls.Connection {

    private final ShortCut shortCut;
    private final PlainWallets wallets;
    private final Requests requests;
    private final UnderWay underWay;
    private final AnswerWriter writer;
    private final ContextInternal vertx;
    private final PlainRequests plainRequests = new PlainRequests();
    private final ComingBody body = new ComingBody();
    private final Decoding decoding = new Decoding();

    /** Requests that were passed on and have not been answered. */
    private int passedOn;

    /** Whether what comes still belongs to a request that was taken. */
    private boolean taken;

    /** The request that waits for its answer here. */
    private @Nullable Waiting waiting;

    /** What came after the request that waits. */
    private @Nullable Deque<Object> heldBack;

    /** Whether nothing is read until the caller has read more. */
    private boolean pauses;

    /** Whether whoever comes after has something to read; otherwise it needn't hear that nothing more comes. */
    private boolean passedOnSome = true;

    /**
     * @param vertx the connection's
     * @param unanswered how many requests have come before
     */
    WalletHandler(
            ShortCut shortCut,
            PlainWallets wallets,
            Requests requests,
            UnderWay underWay,
            AnswerWriter writer,
            ContextInternal vertx,
            int unanswered) {
        this.shortCut = shortCut;
        this.wallets = wallets;
        this.requests = requests;
        this.underWay = underWay;
        this.writer = writer;
        this.vertx = vertx;
        this.passedOn = unanswered;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            decoding.decoded(request);
        }
        if (waiting != null && !(taken && message instanceof HttpContent)) {
            holdBack(context, message);
        } else {
            take(context, message);
        }
    }

    private void holdBack(ChannelHandlerContext context, Object message) {
        @Nullable Deque<Object> held = heldBack;
        if (held == null) {
            held = new ArrayDeque<>();
            heldBack = held;
            context.channel().config().setAutoRead(false);
        }
        held.addLast(message);
    }

    private void take(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            begin(context, request);
        } else if (message instanceof HttpContent content) {
            goOn(context, content);
        } else {
            passOn(context, message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        Optional<PlainRequest> plain = mayAnswer() ? plainRequests.find(request) : Optional.empty();
        if (plain.isEmpty()) {
            passOn(context, request);
        } else if (plain.get().call() != PlainCall.BY_PATH) {
            body.of(plain.get());
        } else if (answer(context, plain.get(), Unpooled.EMPTY_BUFFER)) {
            taken = true;
        } else {
            passOn(context, request);
        }
    }

    private void goOn(ChannelHandlerContext context, HttpContent content) {
        @Nullable PlainRequest plain = body.ended();
        if (taken) {
            taken = !(content instanceof LastHttpContent);
            content.release();
        } else if (plain == null) {
            passOn(context, content);
        } else if (isWhole(content) && answer(context, plain, content.content())) {
            content.release();
        } else {
            passOn(context, plain.request());
            passOn(context, content);
        }
    }

    private void bodyIsLate(ChannelHandlerContext context) {
        @Nullable PlainRequest plain = body.ended();
        if (plain != null) {
            passOn(context, plain.request());
            channelReadComplete(context);
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
        if (body.isAwaited()) {
            body.limit(context.executor(), () -> bodyIsLate(context));
        }
        flush();
        if (passedOnSome) {
            passedOnSome = false;
            context.fireChannelReadComplete();
        }
    }

    @Override
    public void flush() {
        if (writer.flush() && !writer.takesMore()) {
            pauses = true;
            writer.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (pauses && context.channel().isWritable()) {
            pauses = false;
            context.channel().config().setAutoRead(heldBack == null);
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

    /** Answers the call, now or later; false if it is for others. */
    private boolean answer(ChannelHandlerContext context, PlainRequest plain, ByteBuf content) {
        Optional<Found> found = wallets.find(plain, content);
        HeaderLookup headers = plain.request().headers()::get;
        boolean answered = found.isPresent() && answer(context, found.get(), plain.arrival(), headers);
        if (answered) {
            decoding.admitted(plain);
        }
        return answered;
    }

    /** Answers a call that is allowed, and that need wait for no other; false if it is for others. The context is this handler's. */
    boolean answer(ChannelHandlerContext context, Found found, Arrival arrival, HeaderLookup headers) {
        if (found.hit().isEmpty() && !underWay.begin()) {
            return false;
        }
        requests.arrived(arrival, headers);
        found.hit().ifPresentOrElse(hit -> writer.write(arrival, hit), () -> await(context, found.question(), arrival));
        return true;
    }

    @Override
    public boolean isFree() {
        return waiting == null && !taken && !body.isAwaited() && mayAnswer();
    }

    /** Whether who asks next may get its answer from here. */
    private boolean mayAnswer() {
        return passedOn == 0 && shortCut.isOpen() && writer.takesMore();
    }

    @Override
    public Decoding decoding() {
        return decoding;
    }

    /** Asks in the connection's context of Vert.x': whoever asks SessionM or Redis is to find the event loop that it is on. */
    private void await(ChannelHandlerContext context, Question question, Arrival arrival) {
        Waiting mine = new Waiting(question, arrival, context, this);
        waiting = mine;
        vertx.dispatch(() -> Uni.createFrom()
                .deferred(() -> wallets.ask(question, arrival))
                .subscribe()
                .withSubscriber(mine));
    }

    /** What to answer to one that waits. */
    Answer answer(Waiting its, WalletOutcome outcome) {
        return wallets.answer(its.question(), outcome, its.arrival());
    }

    /** To be told of the answer to one that waits; it may be too late. */
    void answered(ChannelHandlerContext context, Waiting its, Answer answer) {
        if (waiting == its) {
            waiting = null;
            writer.write(its.arrival(), answer, underWay::ended);
            takeHeldBack(context);
            flush();
        }
    }

    private void takeHeldBack(ChannelHandlerContext context) {
        @Nullable Deque<Object> held = heldBack;
        if (held == null) {
            return;
        }
        while (waiting == null && !held.isEmpty()) {
            take(context, held.removeFirst());
        }
        if (waiting == null) {
            heldBack = null;
            channelReadComplete(context);
            context.channel().config().setAutoRead(!pauses);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        body.ended();
        @Nullable Waiting left = waiting;
        if (left != null) {
            waiting = null;
            left.giveUp();
            underWay.ended();
            requests.ended(left.arrival(), RequestListener.CALLER_WENT_AWAY, null, 0);
        }
        @Nullable Deque<Object> held = heldBack;
        if (held != null) {
            heldBack = null;
            while (!held.isEmpty()) {
                ReferenceCountUtil.release(held.removeFirst());
            }
        }
        context.fireChannelInactive();
    }
}
