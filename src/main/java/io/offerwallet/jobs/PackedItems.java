package io.offerwallet.jobs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Items one after the other, each behind its length in two bytes. */
final class PackedItems {

    static final int LONGEST_ITEM = 0xFFFF;

    private PackedItems() {}

    static byte[] pack(List<byte[]> items) {
        int length = items.stream().mapToInt(item -> Short.BYTES + item.length).sum();
        ByteBuffer packed = ByteBuffer.allocate(length);
        for (byte[] item : items) {
            if (item.length > LONGEST_ITEM) {
                throw new IllegalArgumentException(
                        "An item may have " + LONGEST_ITEM + " bytes, but has " + item.length + ".");
            }
            packed.putShort((short) item.length).put(item);
        }
        return packed.array();
    }

    static List<byte[]> unpack(byte[] packed) {
        ByteBuffer bytes = ByteBuffer.wrap(packed);
        List<byte[]> items = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] item = new byte[Short.toUnsignedInt(bytes.getShort())];
            bytes.get(item);
            items.add(item);
        }
        return items;
    }
}
