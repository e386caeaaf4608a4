package io.offerwallet.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What is known of a call by the bytes of its head, because one with the same was decoded, was plain, and proved who sent it.
 *
 * @param call what kind of call it is
 * @param bytes of {@link PlainCall#BY_PATH} what follows the first line, which tells the user; of others all of it. With the
 *     empty line that ends it; not to be changed
 * @param bodyLength how many bytes follow it
 * @param client who sends it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
record KnownHead(PlainCall call, byte[] bytes, int bodyLength, String client) {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Whether a head of the same length is this one; takes the same time whichever bytes differ, for one is a secret. */
    boolean is(byte[] other, int from) {
        long differences = 0;
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            differences |= (long) LONGS.get(other, from + at) ^ (long) LONGS.get(bytes, at);
        }
        for (; at < bytes.length; at++) {
            differences |= other[from + at] ^ bytes[at];
        }
        return differences == 0;
    }
}
