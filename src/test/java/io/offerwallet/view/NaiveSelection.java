package io.offerwallet.view;

import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Offer.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules of the selection, written down as plainly as can be. */
final class NaiveSelection {

    private NaiveSelection() {}

    static List<Offer> of(List<Offer> offers, ViewOptions options, Instant now) {
        List<Offer> chosen = new ArrayList<>();
        for (Offer offer : offers) {
            Instant expiry = offer.expiresAt();
            boolean live = expiry == null || expiry.isAfter(now);
            boolean inTime = options.expiringWithin() == null
                    || (expiry != null && !expiry.isAfter(now.plus(options.expiringWithin())));
            boolean ofKind = options.type() == null || lower(offer.type()).equals(lower(options.type()));
            if (live
                    && inTime
                    && ofKind
                    && is(offer.category(), options.category())
                    && is(offer.group(), options.group())) {
                insert(chosen, offer, options.sort());
            }
        }
        return options.limit() == null ? chosen : chosen.subList(0, Math.min(options.limit(), chosen.size()));
    }

    /** Behind everything that isn't strictly after it. */
    private static void insert(List<Offer> chosen, Offer offer, Sort sort) {
        int place = chosen.size();
        while (place > 0 && comesBefore(offer, chosen.get(place - 1), sort)) {
            place--;
        }
        chosen.add(place, offer);
    }

    private static boolean comesBefore(Offer a, Offer b, Sort sort) {
        return switch (sort) {
            case SESSIONM -> false;
            case EXPIRATION -> isBefore(a.expiresAt(), b.expiresAt());
            case NEWEST ->
                a.startsAt() != null && (b.startsAt() == null || a.startsAt().isAfter(b.startsAt()));
        };
    }

    private static boolean isBefore(@Nullable Instant a, @Nullable Instant b) {
        return a != null && (b == null || a.isBefore(b));
    }

    private static boolean is(Label label, @Nullable String wanted) {
        return wanted == null
                || lower(label.id()).equals(lower(wanted))
                || lower(label.name()).equals(lower(wanted));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
