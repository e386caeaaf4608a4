package io.offerwallet.view;

import io.offerwallet.wallet.Expiries;
import io.offerwallet.wallet.Expiries.Expiry;
import io.offerwallet.wallet.Offer.Span;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;

/**
 * SessionM's own answer, less the offers that have expired since (P3). Every other byte stays as SessionM sent it, but
 * for {@code total_records}, which is lowered by the number of offers left out.
 *
 * <p>Pure and thread-safe.
 */
public final class DropInView {

    /**
     * The body without expired offers; the same array if there are none.
     *
     * @param body what SessionM sent
     * @param expiries what {@link MappedWalletReader} read from that very body
     */
    public byte[] withoutExpired(byte[] body, Expiries expiries, Instant now) {
        List<Span> expired = expiries.offers().stream()
                .filter(offer -> offer.reachedAt(now))
                .map(Expiry::span)
                .toList();
        if (expired.isEmpty()) {
            return body;
        }
        byte[] cut = cut(body, expired);
        Span records = expiries.totalRecords();
        if (records == null) {
            return cut;
        }
        // All that was cut stands within the list, and so either before the number or behind it.
        int moved = records.from() < expired.get(0).from() ? 0 : body.length - cut.length;
        return TotalRecords.loweredBy(expired.size(), cut, new Span(records.from() - moved, records.to() - moved));
    }

    private static byte[] cut(byte[] body, List<Span> expired) {
        Kept kept = new Kept(body.length);
        int position = 0;
        for (Span offer : expired) {
            kept.write(body, position, offer.from() - position);
            position = pastComma(body, offer.to());
            if (position == offer.to()) {
                // The last element has no comma after it: the one before it, if any is left, has to go.
                kept.dropTrailingComma();
            }
        }
        kept.write(body, position, body.length - position);
        return kept.toByteArray();
    }

    /** The position after the comma that follows {@code position}; {@code position} itself if none follows. */
    private static int pastComma(byte[] body, int position) {
        int next = position;
        while (isWhitespace(body[next])) {
            next++;
        }
        return body[next] == ',' ? next + 1 : position;
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static final class Kept extends ByteArrayOutputStream {

        Kept(int size) {
            super(size);
        }

        void dropTrailingComma() {
            int last = count - 1;
            while (isWhitespace(buf[last])) {
                last--;
            }
            if (buf[last] == ',') {
                count = last;
            }
        }
    }
}
