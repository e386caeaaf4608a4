package io.offerwallet.view;

import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Offer.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which offers are shown at an instant, in which order, and until when that is so. */
final class Selection {

    private static final Comparator<Offer> SOONEST_EXPIRY =
            Comparator.comparing(Offer::expiresAt, Comparator.nullsLast(Comparator.naturalOrder()));
    private static final Comparator<Offer> LATEST_START =
            Comparator.comparing(Offer::startsAt, Comparator.nullsLast(Comparator.reverseOrder()));

    private final ViewOptions options;
    private final Instant now;
    /** Expired or not of the wanted kind offers are gone; those that expire too late to be shown yet are in. */
    private final List<Offer> wanted;

    Selection(List<Offer> offers, ViewOptions options, Instant now) {
        this.options = options;
        this.now = now;
        this.wanted = offers.stream()
                .filter(offer -> !offer.expiredAt(now) && isOfWantedKind(offer))
                .toList();
    }

    List<Offer> shown() {
        Stream<Offer> inWindow = wanted.stream().filter(offer -> isInWindow(offer.expiresAt()));
        Stream<Offer> sorted =
                switch (options.sort()) {
                    case SESSIONM -> inWindow;
                    case EXPIRATION -> inWindow.sorted(SOONEST_EXPIRY);
                    case NEWEST -> inWindow.sorted(LATEST_START);
                };
        return (options.limit() == null ? sorted : sorted.limit(options.limit())).toList();
    }

    /** The first instant after now at which an offer expires or comes so near to its expiry that it is shown. */
    Instant nextChange() {
        return wanted.stream()
                .map(Offer::expiresAt)
                .filter(Objects::nonNull)
                .map(this::nextChange)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private Instant nextChange(Instant expiry) {
        Duration window = options.expiringWithin();
        return window == null || isInWindow(expiry) ? expiry : expiry.minus(window);
    }

    private boolean isInWindow(@Nullable Instant expiry) {
        Duration window = options.expiringWithin();
        // The time between two instants always fits a Duration; now + window may not fit an Instant.
        return window == null
                || (expiry != null && Duration.between(now, expiry).compareTo(window) <= 0);
    }

    private boolean isOfWantedKind(Offer offer) {
        return (options.type() == null || offer.type().equalsIgnoreCase(options.type()))
                && matches(offer.category(), options.category())
                && matches(offer.group(), options.group());
    }

    private static boolean matches(Label label, @Nullable String wanted) {
        return wanted == null
                || label.id().equalsIgnoreCase(wanted)
                || label.name().equalsIgnoreCase(wanted);
    }
}
