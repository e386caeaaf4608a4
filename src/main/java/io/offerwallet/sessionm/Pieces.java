package io.offerwallet.sessionm;

import io.offerwallet.wallet.Failure;
import java.util.ArrayList;
import java.util.List;

/** An answer as it comes, piece by piece, and no more of it than is allowed. Copied once, when its length is known. */
final class Pieces {

    private final long maxBytes;
    private final List<byte[]> pieces = new ArrayList<>();
    private int length;

    Pieces(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Failing here cancels the stream, which closes the connection: nothing more of it is read. */
    void add(byte[] piece) {
        if ((long) length + piece.length > Math.min(maxBytes, Integer.MAX_VALUE)) {
            throw new SessionMFailure(Failure.TOO_LARGE);
        }
        length += piece.length;
        pieces.add(piece);
    }

    byte[] joined() {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        byte[] whole = new byte[length];
        int position = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, whole, position, piece.length);
            position += piece.length;
        }
        return whole;
    }
}
