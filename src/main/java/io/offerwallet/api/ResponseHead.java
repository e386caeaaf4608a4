package io.offerwallet.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The head of an HTTP/1.1 answer, written once, as the bytes that are sent: a hit does little else. All of it is ASCII.
 *
 * <p>A thread has one, and writes one answer's after the other with it.
 */
final class ResponseHead {

    private static final int OK = 200;
    private static final byte[] OK_LINE = statusLine(OK);
    private static final int USUAL = 256;
    private static final int LONGEST_NUMBER = 20;
    private static final char LAST_OF_ASCII = 127;

    private static final FastThreadLocal<ResponseHead> OF_THE_THREAD = new FastThreadLocal<>() {
        @Override
        protected ResponseHead initialValue() {
            return new ResponseHead();
        }
    };

    private byte[] bytes = new byte[USUAL];
    private int length;

    private ResponseHead() {}

    /** Begins one; what this thread has begun before ends with that, finished or not. */
    static ResponseHead of(int status) {
        ResponseHead head = OF_THE_THREAD.get();
        byte[] line = status == OK ? OK_LINE : statusLine(status);
        head.length = 0;
        head.add(line, 0, line.length);
        return head;
    }

    private static byte[] statusLine(int status) {
        HttpResponseStatus its = HttpResponseStatus.valueOf(status);
        return ("HTTP/1.1 " + status + ' ' + its.reasonPhrase() + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    ResponseHead header(AsciiString name, AsciiString value) {
        name(name);
        add(value.array(), value.arrayOffset(), value.length());
        return endOfLine();
    }

    /** @param value what isn't ASCII in it becomes a question mark */
    ResponseHead header(AsciiString name, String value) {
        name(name);
        int count = value.length();
        room(count);
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            bytes[length++] = (byte) (c <= LAST_OF_ASCII ? c : '?');
        }
        return endOfLine();
    }

    /** @param whole headers, each with the end of its line */
    ResponseHead lines(AsciiString whole) {
        add(whole.array(), whole.arrayOffset(), whole.length());
        return this;
    }

    /** @param value not negative */
    ResponseHead header(AsciiString name, long value) {
        name(name);
        room(LONGEST_NUMBER);
        int end = length + 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            end++;
        }
        long rest = value;
        for (int i = end - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
        return endOfLine();
    }

    /** Head and body in one. */
    ByteBuf followedBy(byte[] body, ByteBufAllocator memory) {
        endOfLine();
        return memory.directBuffer(length + body.length)
                .writeBytes(bytes, 0, length)
                .writeBytes(body);
    }

    private void name(AsciiString name) {
        add(name.array(), name.arrayOffset(), name.length());
        room(2);
        bytes[length++] = ':';
        bytes[length++] = ' ';
    }

    private ResponseHead endOfLine() {
        room(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
        return this;
    }

    private void add(byte[] from, int offset, int count) {
        room(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    private void room(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + count);
        }
    }
}
