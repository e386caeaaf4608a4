package io.offerwallet.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that notes what is asked over it, with {@link KnownCalls} before its decoder or without. */
final class DecodedCalls extends ChannelInboundHandlerAdapter implements KnownCalls.Connection, KnownCalls.Answers {

    /** Who sends it may ask for wallets. */
    static final String CREDENTIAL = "Authorization: Basic YnJhemU6ZGVtbw==\r\n";

    /** Users whose names begin so are no hits. */
    static final String MISS = "miss";

    private final List<String> asked = new ArrayList<>();
    private final PlainRequests plainRequests = new PlainRequests();
    private final Decoding decoding = new Decoding();
    private final EmbeddedChannel channel;
    private final StringBuilder body = new StringBuilder();
    private @Nullable HttpRequest request;
    private int known;
    private int flushes;
    private boolean free = true;

    private DecodedCalls(@Nullable KnownHeads heads, @Nullable IdleStateHandler idle) {
        channel = new EmbeddedChannel(new HttpRequestDecoder(), this);
        if (heads != null) {
            channel.pipeline().addFirst(new KnownCalls(this, this, heads, idle));
        }
    }

    static DecodedCalls all() {
        return new DecodedCalls(null, null);
    }

    static DecodedCalls but(KnownHeads heads) {
        return new DecodedCalls(heads, null);
    }

    static DecodedCalls but(KnownHeads heads, IdleStateHandler idle) {
        return new DecodedCalls(heads, idle);
    }

    DecodedCalls read(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
        return this;
    }

    /** Requests wait for their answers from now on, or no longer. */
    void waits(boolean any) {
        free = !any;
    }

    /** What has been asked, in order: method, target and body. */
    List<String> asked() {
        return asked;
    }

    /** How many calls were never decoded. */
    int known() {
        return known;
    }

    int flushes() {
        return flushes;
    }

    /** Frees what the decoder still holds. */
    void close() {
        channel.finishAndReleaseAll();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest next) {
            decoding.decoded(next);
            request = next;
            body.setLength(0);
        }
        if (message instanceof HttpContent content) {
            body.append(content.content().toString(ISO_8859_1));
            content.release();
            if (content instanceof LastHttpContent && request != null) {
                ended(request);
            }
        }
    }

    private void ended(HttpRequest its) {
        if (its.decoderResult().isSuccess()) {
            asked.add(its.method() + " " + its.uri() + " " + body);
            plainRequests.find(its).filter(plain -> allowed(its)).ifPresent(plain -> {
                plain.arrival().admitted("braze", plain.call().route());
                decoding.admitted(plain);
            });
        } else {
            asked.add("nothing that can be decoded");
        }
    }

    private static boolean allowed(HttpRequest request) {
        @Nullable String authorization = request.headers().get("Authorization");
        return authorization != null && CREDENTIAL.contains(authorization);
    }

    @Override
    public boolean isFree() {
        return free;
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public Decoding decoding() {
        return decoding;
    }

    @Override
    public boolean answer(KnownHead head, String user, @Nullable String query) {
        if (!head.client().equals("braze") || user.startsWith(MISS)) {
            return false;
        }
        known++;
        asked.add("GET " + WalletResource.PATH + "/" + user + (query == null ? "" : "?" + query) + " ");
        return true;
    }

    @Override
    public boolean answer(KnownHead head, byte[] asking) {
        String text = new String(asking, ISO_8859_1);
        if (!head.client().equals("braze") || text.startsWith(MISS)) {
            return false;
        }
        known++;
        asked.add("POST " + head.call().route() + " " + text);
        return true;
    }
}
