package io.offerwallet.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a good envelope badly. */
final class BrokenBodies {
    /** Many short strings: one long one would be refused by JSON readers for its own length. */
    private static final String FILLER = (",\"" + "x".repeat(1_021) + "\"").repeat(64);

    private static final int FILLERS = 20_000_000 / FILLER.length() + 1;
    private static final long DRIP_EVERY_MILLIS = 100;
    private static final int MOST_DRIPS = 300;

    private final Vertx vertx;

    BrokenBodies(Vertx vertx) {
        this.vertx = vertx;
    }

    void answer(Exchange exchange, byte[] envelope, Fault fault) {
        switch (fault) {
            case TRUNCATED -> exchange.answer(half(envelope));
            case RESET_MID_BODY -> resetMidBody(exchange, envelope);
            case OVERSIZED -> oversized(exchange, envelope);
            case SLOW_DRIP -> drip(exchange, envelope);
            case BAD_GZIP -> badGzip(exchange);
            default -> throw new IllegalArgumentException("not a fault of the body: " + fault);
        }
    }

    private static void resetMidBody(Exchange exchange, byte[] envelope) {
        begin(exchange);
        exchange.call().answered(200);
        exchange.response().write(Buffer.buffer(half(envelope))).onComplete(sent -> exchange.hangUp());
    }

    /** Two gzip magic bytes, so that even a caller that looks before it unpacks is taken in. */
    private static void badGzip(Exchange exchange) {
        exchange.response().putHeader("Content-Encoding", "gzip");
        exchange.answer(Buffer.buffer(new byte[] {0x1f, (byte) 0x8b})
                .appendString("this was never compressed")
                .getBytes());
    }

    /** The size is not announced, so a caller finds out only by counting. */
    private static void oversized(Exchange exchange, byte[] envelope) {
        begin(exchange);
        exchange.response().write(Buffer.buffer(Arrays.copyOf(envelope, envelope.length - 1)));
        exchange.response().write(",\"filler\":[\"\"");
        fill(exchange, FILLERS);
    }

    private static void fill(Exchange exchange, int fillers) {
        for (int left = fillers; left > 0; left--) {
            if (exchange.callerHasLeft()) {
                exchange.call().abandoned();
                return;
            }
            if (exchange.response().writeQueueFull()) {
                int later = left;
                exchange.response().drainHandler(drained -> fill(exchange, later));
                return;
            }
            exchange.response().write(FILLER);
        }
        exchange.response().drainHandler(null);
        exchange.call().answered(200);
        exchange.response().end("]}");
    }

    private void drip(Exchange exchange, byte[] envelope) {
        begin(exchange);
        var sent = new AtomicInteger();
        vertx.setPeriodic(DRIP_EVERY_MILLIS, timer -> {
            int from = sent.getAndIncrement();
            if (exchange.callerHasLeft()) {
                exchange.call().abandoned();
                vertx.cancelTimer(timer);
            } else if (from < MOST_DRIPS && from < envelope.length) {
                exchange.response().write(Buffer.buffer().appendByte(envelope[from]));
            } else {
                vertx.cancelTimer(timer);
                exchange.call().answered(200);
                exchange.response().end(Buffer.buffer(Arrays.copyOfRange(envelope, from, envelope.length)));
            }
        });
    }

    private static void begin(Exchange exchange) {
        exchange.response().setChunked(true).putHeader("Content-Type", Exchange.JSON);
    }

    private static byte[] half(byte[] envelope) {
        return Arrays.copyOf(envelope, envelope.length / 2);
    }
}
