package io.offerwallet.prewarm;

import io.offerwallet.wallet.UserId;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A wallet to load, as it waits for that: the 16 bytes of the user's id and which of the job's cultures.
 *
 * @param culture a number of the job's list, at most 255
 */
record PrewarmItem(UserId user, int culture) {

    private static final int LENGTH = 2 * Long.BYTES + 1;

    byte[] bytes() {
        UUID guid = UUID.fromString(user.value());
        return ByteBuffer.allocate(LENGTH)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .put((byte) culture)
                .array();
    }

    static PrewarmItem of(byte[] bytes) {
        ByteBuffer item = ByteBuffer.wrap(bytes);
        UserId user = new UserId(new UUID(item.getLong(), item.getLong()).toString());
        return new PrewarmItem(user, Byte.toUnsignedInt(item.get()));
    }
}
