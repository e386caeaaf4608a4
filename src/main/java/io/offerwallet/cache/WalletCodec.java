package io.offerwallet.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.offerwallet.wallet.Held;
import io.offerwallet.wallet.Held.HeldUnknownUser;
import io.offerwallet.wallet.Held.HeldWallet;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What is held, as bytes: version, kind, generation, times, the length of SessionM's bytes and these, deflated, and a
 * checksum over all of it and the key it is kept under. What is of another version, was damaged, or stands under another
 * key is read as nothing.
 */
final class WalletCodec {

    private static final byte VERSION = 1;
    private static final byte UNKNOWN_USER = 0;
    private static final byte WALLET = 1;
    private static final int INSTANT_BYTES = Long.BYTES + Integer.BYTES;
    private static final int HEAD_BYTES = 2 + Long.BYTES;
    private static final int WALLET_HEAD_BYTES = HEAD_BYTES + 4 * INSTANT_BYTES + Integer.BYTES;
    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private WalletCodec() {}

    /**
     * What stands in Redis.
     *
     * @param generation the user's purge generation before SessionM was asked
     */
    record Stored(Held held, long generation) {}

    /** @param key the key it will be kept under */
    static byte[] write(String key, Stored stored) {
        ByteBuffer out;
        if (stored.held() instanceof HeldWallet wallet) {
            byte[] deflated = deflated(wallet.body());
            out = ByteBuffer.allocate(WALLET_HEAD_BYTES + deflated.length + CHECKSUM_BYTES);
            out.put(VERSION).put(WALLET).putLong(stored.generation());
            write(out, wallet.fetchedAt());
            write(out, wallet.freshUntil());
            write(out, wallet.usableUntil());
            write(out, wallet.earliestExpiry() == null ? Instant.MAX : wallet.earliestExpiry());
            out.putInt(wallet.body().length).put(deflated);
        } else {
            out = ByteBuffer.allocate(HEAD_BYTES + INSTANT_BYTES + CHECKSUM_BYTES);
            out.put(VERSION).put(UNKNOWN_USER).putLong(stored.generation());
            write(out, stored.held().usableUntil());
        }
        out.putInt(checksum(key, out.array()));
        return out.array();
    }

    /** @param mostBytes the most that SessionM's bytes may take; what says that it takes more is damaged */
    static Optional<Stored> read(String key, byte[] bytes, long mostBytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (bytes.length < CHECKSUM_BYTES
                    || in.getInt(bytes.length - CHECKSUM_BYTES) != checksum(key, bytes)
                    || in.get() != VERSION) {
                return Optional.empty();
            }
            byte kind = in.get();
            long generation = in.getLong();
            if (kind == UNKNOWN_USER) {
                return Optional.of(new Stored(new HeldUnknownUser(instant(in)), generation));
            }
            return kind == WALLET ? wallet(in, mostBytes).map(held -> new Stored(held, generation)) : Optional.empty();
        } catch (BufferUnderflowException | DateTimeException | DataFormatException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<Held> wallet(ByteBuffer in, long mostBytes) throws DataFormatException {
        Instant fetchedAt = instant(in);
        Instant freshUntil = instant(in);
        Instant usableUntil = instant(in);
        Instant earliestExpiry = instant(in);
        int length = in.getInt();
        if (length < 0 || length > mostBytes) {
            return Optional.empty();
        }
        byte @Nullable [] body = inflated(in, length);
        return body == null
                ? Optional.empty()
                : Optional.of(new HeldWallet(
                        body,
                        fetchedAt,
                        freshUntil,
                        usableUntil,
                        earliestExpiry.equals(Instant.MAX) ? null : earliestExpiry));
    }

    private static void write(ByteBuffer out, Instant instant) {
        out.putLong(instant.getEpochSecond()).putInt(instant.getNano());
    }

    private static Instant instant(ByteBuffer in) {
        return Instant.ofEpochSecond(in.getLong(), in.getInt());
    }

    private static byte[] deflated(byte[] body) {
        // Without zlib's own head and checksum: there is one already.
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(body);
            deflater.finish();
            byte[] out = new byte[body.length + body.length / 1000 + 64];
            int length = 0;
            while (!deflater.finished()) {
                if (length == out.length) {
                    out = Arrays.copyOf(out, 2 * out.length);
                }
                length += deflater.deflate(out, length, out.length - length);
            }
            return Arrays.copyOf(out, length);
        } finally {
            deflater.end();
        }
    }

    /** Null if there are not exactly {@code length} bytes in it. */
    private static byte @Nullable [] inflated(ByteBuffer in, int length) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(in.slice(in.position(), in.remaining() - CHECKSUM_BYTES));
            byte[] body = new byte[length];
            int read = 0;
            while (read < length) {
                int more = inflater.inflate(body, read, length - read);
                if (more == 0) {
                    return null;
                }
                read += more;
            }
            return inflater.inflate(new byte[1]) == 0 && inflater.finished() ? body : null;
        } finally {
            inflater.end();
        }
    }

    private static int checksum(String key, byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(key.getBytes(UTF_8));
        checksum.update(bytes, 0, bytes.length - CHECKSUM_BYTES);
        return (int) checksum.getValue();
    }
}
