package io.offerwallet.api;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.timeout.IdleStateHandler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls of one connection before they are decoded, if all but the user, the options or the body is, byte by byte, what
 * was decoded before: then that is as plain as it was, and proves the same client. Whatever is new, or isn't understood, is decoded.
 *
 * <p>Nothing of HTTP is read here but where requests begin and end. Where that isn't beyond doubt, as with bodies in chunks
 * or several requests in one piece, all that follows on the connection is decoded.
 */
final class KnownCalls extends ChannelInboundHandlerAdapter {

    /** Answers what is understood. */
    interface Answers {

        /** Answers a call {@link PlainCall#BY_PATH}, now or later; false if it is to be decoded. */
        boolean answer(KnownHead head, String user, @Nullable String query);

        /** Answers a call whose body asks, now or later; false if it is to be decoded. */
        boolean answer(KnownHead head, byte[] body);
    }

    /** Who gets what is decoded. */
    interface Connection {

        /** Whether nothing waits for its answer, so that another call may be answered at once. */
        boolean isFree();

        /** Sends the answers. */
        void flush();

        Decoding decoding();
    }

    private static final byte[] GET = ascii("GET " + WalletResource.PATH + "/");
    private static final byte[] END_OF_FIRST_LINE = ascii(" HTTP/1.1\r\n");
    private static final int LONGEST_LENGTH = 9;
    private static final long UNKNOWN = -1;

    /** Ids that change with each request make each head another one. */
    private static final List<String> CHANGING = List.of(Headers.X_REQUEST_ID, Headers.TRACEPARENT);

    private static final boolean[] OF_A_TARGET = new boolean[128];

    static {
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%&=+,:;@!*'()/"
                .chars()
                .forEach(c -> OF_A_TARGET[c] = true);
    }

    private final Answers answers;
    private final Connection connection;
    private final KnownHeads heads;
    private final @Nullable IdleStateHandler idle;

    /** What the decoder still waits for of the last request's body. */
    private long bodyLeft;

    /** Whether it is not known where the next request begins. */
    private boolean lost;

    private boolean passedOn;

    /** @param idle to be told when something has come that it doesn't see */
    KnownCalls(Answers answers, Connection connection, KnownHeads heads, @Nullable IdleStateHandler idle) {
        this.answers = answers;
        this.connection = connection;
        this.heads = heads;
        this.idle = idle;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (lost || !(message instanceof ByteBuf bytes)) {
            passedOn = true;
            context.fireChannelRead(message);
        } else if (bodyLeft > 0) {
            bodyLeft -= bytes.readableBytes();
            lost = bodyLeft < 0;
            passedOn = true;
            context.fireChannelRead(bytes);
        } else if (connection.isFree() && answer(bytes)) {
            bytes.release();
            if (idle != null) {
                idle.resetReadTimeout();
            }
        } else {
            passedOn = true;
            decode(context, bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (passedOn) {
            passedOn = false;
            context.fireChannelReadComplete();
        } else {
            connection.flush();
        }
    }

    private boolean answer(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (length > KnownHeads.LONGEST_REQUEST) {
            return false;
        }
        byte[] request = heads.scratch();
        bytes.getBytes(bytes.readerIndex(), request, 0, length);
        if (length > GET.length && Arrays.equals(request, 0, GET.length, GET, 0, GET.length)) {
            return answerByPath(request, length);
        }
        @Nullable KnownHead head = heads.find(request, length);
        return head != null && answers.answer(head, Arrays.copyOfRange(request, head.bytes().length, length));
    }

    private boolean answerByPath(byte[] request, int length) {
        int mark = endOfPart(request, GET.length, length);
        int end = mark < length && request[mark] == '?' ? endOfPart(request, mark + 1, length) : mark;
        int next = end + END_OF_FIRST_LINE.length;
        if (next > length || !Arrays.equals(request, end, next, END_OF_FIRST_LINE, 0, END_OF_FIRST_LINE.length)) {
            return false;
        }
        @Nullable KnownHead head = heads.find(request, next, length);
        return head != null
                && answers.answer(
                        head, text(request, GET.length, mark), mark == end ? null : text(request, mark + 1, end));
    }

    private static int endOfPart(byte[] request, int from, int length) {
        int at = from;
        while (at < length && request[at] >= 0 && OF_A_TARGET[request[at]]) {
            at++;
        }
        return at;
    }

    private static String text(byte[] request, int from, int to) {
        return new String(request, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Has the bytes decoded, and learns from that. */
    private void decode(ChannelHandlerContext context, ByteBuf bytes) {
        int length = bytes.readableBytes();
        byte[] request = new byte[Math.min(length, KnownHeads.LONGEST_REQUEST)];
        bytes.getBytes(bytes.readerIndex(), request);
        int head = lengthOfHead(request);
        Decoding decoding = connection.decoding();
        decoding.begins();
        context.fireChannelRead(bytes);
        long body = head == 0 ? UNKNOWN : bodyLength(decoding.request());
        bodyLeft = head + body - length;
        lost = body == UNKNOWN || bodyLeft < 0;
        @Nullable PlainRequest plain = decoding.plainRequest();
        if (!lost && bodyLeft == 0 && plain != null && length == request.length) {
            learn(plain, request, head);
        }
        decoding.ended();
    }

    private void learn(PlainRequest plain, byte[] request, int head) {
        HttpHeaders headers = plain.request().headers();
        if (CHANGING.stream().noneMatch(headers::contains)) {
            String client = plain.arrival().client();
            boolean byPath = plain.call() == PlainCall.BY_PATH;
            int from = byPath ? lengthOfFirstLine(request) : 0;
            byte[] bytes = Arrays.copyOfRange(request, from, head);
            heads.learn(new KnownHead(plain.call(), bytes, request.length - head, client));
        }
    }

    private static int lengthOfFirstLine(byte[] request) {
        int end = 0;
        while (request[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    /** With its empty line; 0 if the bytes don't begin with a whole head whose end nobody could see elsewhere. */
    private static int lengthOfHead(byte[] bytes) {
        int lineBegins = 0;
        for (int at = 0; at + 1 < bytes.length; at++) {
            boolean cr = bytes[at] == '\r';
            if (bytes[at] == '\n' || (cr && bytes[at + 1] != '\n')) {
                return 0;
            }
            if (cr) {
                if (at == lineBegins) {
                    return at == 0 ? 0 : at + 2;
                }
                at++;
                lineBegins = at + 1;
            }
        }
        return 0;
    }

    /** In bytes. */
    private static long bodyLength(@Nullable HttpRequest request) {
        if (request == null
                || !request.decoderResult().isSuccess()
                || request.method().name().equals("CONNECT")
                || request.headers().contains(HttpHeaderNames.UPGRADE)
                || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return UNKNOWN;
        }
        List<String> lengths = request.headers().getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (lengths.isEmpty()) {
            return 0;
        }
        String length = lengths.get(0);
        boolean digits = length.length() <= LONGEST_LENGTH
                && !length.isEmpty()
                && length.chars().allMatch(c -> c >= '0' && c <= '9');
        return lengths.size() == 1 && digits ? Long.parseLong(length) : UNKNOWN;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
