package io.offerwallet.view;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to see of a wallet. Equal options give equal answers, so that they can be a cache key.
 *
 * @param locale in which dates and numbers are written
 * @param zone whose days are counted
 * @param limit how many offers at most, 0 or more; null for all
 * @param type only offers of this type, whatever its case; null for all
 * @param category only offers of the category with this id or name, whatever its case; null for all
 * @param group only offers of the group with this id or name, whatever its case; null for all
 * @param expiringWithin only offers that expire at most so long from now, not negative; null for all
 * @param sort in which order
 */
public record ViewOptions(
        Locale locale,
        ZoneId zone,
        @Nullable Integer limit,
        @Nullable String type,
        @Nullable String category,
        @Nullable String group,
        @Nullable Duration expiringWithin,
        Sort sort) {

    public ViewOptions {
        if (limit != null && limit < 0) {
            throw new IllegalArgumentException("limit must be 0 or more, but is " + limit + ".");
        }
        if (expiringWithin != null && expiringWithin.isNegative()) {
            throw new IllegalArgumentException("expiring_within must not be negative, but is " + expiringWithin + ".");
        }
    }

    /** Every offer, in SessionM's order. */
    public static ViewOptions everything(Locale locale, ZoneId zone) {
        return new ViewOptions(locale, zone, null, null, null, null, null, Sort.SESSIONM);
    }
}
