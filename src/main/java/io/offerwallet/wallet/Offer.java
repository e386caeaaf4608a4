package io.offerwallet.wallet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One offer of a wallet, with the fields that templates need and whatever else SessionM sent.
 *
 * <p>Only {@code offer_id}, {@code offer_group_id} and {@code offer_type} are documented by SessionM; every other field
 * may be missing. Text is empty when it is missing.
 *
 * @param offerId which offer
 * @param userOfferId this user's copy of it
 * @param rootOfferId the offer it was derived from
 * @param type for example {@code manual_fulfillment}
 * @param title short text, in the wallet's culture
 * @param description longer text, in the wallet's culture
 * @param terms terms and conditions, in the wallet's culture
 * @param imageUrl logo or first medium
 * @param posDiscountId the discount's number at the point of sale
 * @param group the group it belongs to
 * @param category the category it belongs to
 * @param startsAt from when it can be redeemed
 * @param expiresAt from this instant on it must not be shown; null if it never expires
 * @param redeemable whether SessionM says so; null if it doesn't say
 * @param extra the fields that none of the above was read from, unchanged
 * @param span where the offer stands in SessionM's bytes
 */
public record Offer(
        String offerId,
        String userOfferId,
        String rootOfferId,
        String type,
        String title,
        String description,
        String terms,
        String imageUrl,
        String posDiscountId,
        Label group,
        Label category,
        @Nullable Instant startsAt,
        @Nullable Instant expiresAt,
        @Nullable Boolean redeemable,
        List<RawField> extra,
        Span span) {

    public Offer {
        extra = List.copyOf(extra);
    }

    /** Whether the offer must no longer be shown at {@code now}: its expiry is reached or past (P3). */
    public boolean expiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /**
     * A group or category: what it is called and how it is identified; both empty when the offer has none.
     *
     * @param id SessionM's GUID
     * @param name its name in the wallet's culture
     */
    public record Label(String id, String name) {
        /** No group or category. */
        public static final Label NONE = new Label("", "");
    }

    /**
     * A field handed on as it came.
     *
     * @param name its name
     * @param json its value: the very characters SessionM sent
     */
    public record RawField(String name, String json) {}

    /**
     * A range of bytes.
     *
     * @param from the first byte
     * @param to the byte after the last
     */
    public record Span(int from, int to) {}
}
