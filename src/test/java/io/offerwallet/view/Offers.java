package io.offerwallet.view;

import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Offer.Label;
import io.offerwallet.wallet.Offer.RawField;
import io.offerwallet.wallet.Offer.Span;
import io.offerwallet.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers and wallets as tests need them. */
final class Offers {

    private static final Span NOWHERE = new Span(0, 0);

    private Offers() {}

    static Offer offer(String id, @Nullable String startsAt, @Nullable String expiresAt) {
        return offer(id, "", Label.NONE, Label.NONE, instant(startsAt), instant(expiresAt), List.of());
    }

    static Offer offer(
            String id,
            String type,
            Label group,
            Label category,
            @Nullable Instant startsAt,
            @Nullable Instant expiresAt,
            List<RawField> extra) {
        return new Offer(
                id, "", "", type, "", "", "", "", "", group, category, startsAt, expiresAt, null, extra, NOWHERE);
    }

    static Offer expiring(String id, @Nullable String expiresAt) {
        return offer(id, null, expiresAt);
    }

    static Wallet wallet(Offer... offers) {
        return new Wallet(new BigDecimal("1250.50"), null, offers.length, List.of(offers));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
