package io.offerwallet.view;

import io.offerwallet.view.Expiries.Expiry;
import io.offerwallet.wallet.Offer.Span;
import java.time.Instant;
import java.util.List;

/**
 * Leaves out of SessionM's answer the offers that have expired (P3). Every other byte stays as SessionM sent it, but
 * for {@code total_records}, which is lowered by the number of offers left out.
 */
final class ExpiredOffers {

    private ExpiredOffers() {}

    /**
     * The body without expired offers; the same array if there are none.
     *
     * @param body what SessionM sent
     * @param expiries what {@link MappedWalletReader} read from that very body
     */
    static byte[] cutFrom(byte[] body, Expiries expiries, Instant now) {
        List<Span> expired = expiries.offers().stream()
                .filter(offer -> offer.reachedAt(now))
                .map(Expiry::span)
                .toList();
        if (expired.isEmpty()) {
            return body;
        }
        Excerpt left = left(body, expired);
        Span records = expiries.totalRecords();
        return records == null ? left.all() : left.with(records, TotalRecords.loweredBy(expired.size(), body, records));
    }

    private static Excerpt left(byte[] body, List<Span> expired) {
        Excerpt left = new Excerpt(body);
        int position = 0;
        for (Span offer : expired) {
            left.keep(position, offer.from());
            position = pastComma(body, offer.to());
            if (position == offer.to()) {
                // The last element has no comma after it: the one before it, if any is left, has to go.
                left.dropTrailingComma();
            }
        }
        left.keep(position, body.length);
        return left;
    }

    /** The position after the comma that follows {@code position}; {@code position} itself if none follows. */
    private static int pastComma(byte[] body, int position) {
        int next = position;
        while (Excerpt.isWhitespace(body[next])) {
            next++;
        }
        return body[next] == ',' ? next + 1 : position;
    }
}
