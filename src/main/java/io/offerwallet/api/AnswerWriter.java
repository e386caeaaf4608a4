package io.offerwallet.api;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Writes the answers of one connection, in the order in which it gets them, past all that would encode them. */
final class AnswerWriter {

    private final ChannelHandlerContext encoder;
    private final Requests requests;
    private boolean toFlush;

    /** @param encoder the context of the encoder, past which answers are written, as they are encoded */
    AnswerWriter(ChannelHandlerContext encoder, Requests requests) {
        this.encoder = encoder;
        this.requests = requests;
    }

    /** Whether the caller reads its answers: those that it doesn't read we would have to hold. */
    boolean takesMore() {
        if (!encoder.channel().isWritable()) {
            encoder.flush();
        }
        return encoder.channel().isWritable();
    }

    Channel channel() {
        return encoder.channel();
    }

    void write(Arrival arrival, Answer answer) {
        write(arrival, answer, encoder.newPromise());
    }

    /** @param sent to be told when it has been */
    void write(Arrival arrival, Answer answer, Runnable sent) {
        write(arrival, answer, encoder.newPromise().addListener(end -> sent.run()));
    }

    private void write(Arrival arrival, Answer answer, ChannelPromise sent) {
        toFlush = true;
        ByteBuf bytes = answer.encoded(encoder.alloc(), arrival.requestId());
        sent.addListener(end -> requests.ended(
                arrival,
                end.isSuccess() ? answer.status() : RequestListener.CALLER_WENT_AWAY,
                answer.cache(),
                answer.body().length));
        ChannelFuture unused = encoder.write(bytes, sent);
    }

    /** Sends what has been written. Whether there was any. */
    boolean flush() {
        boolean any = toFlush;
        if (any) {
            toFlush = false;
            encoder.flush();
        }
        return any;
    }
}
