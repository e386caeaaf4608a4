package io.offerwallet.view;

import io.offerwallet.view.AnswerHead.PointsShown;
import io.offerwallet.wallet.Offer;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.Wallet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a wallet as the small JSON that templates read.
 *
 * <p>No expired offer is ever in it (P3), and it is never larger than its bound: offers that don't fit are left out
 * from the end of the order, and the answer says {@code "truncated": true}. It says so as well when SessionM has more
 * offers than were fetched, but not for offers that the caller's own options leave out.
 *
 * <p>Pure and thread-safe.
 */
public final class WalletView {

    /** Room for everything but offers, with the longest culture and the longest numbers. */
    private static final int SMALLEST_BOUND = 2_000;
    /** More than anybody configures; past it, formats are made anew each time rather than kept. */
    private static final int MOST_FORMATS = 256;

    private static final byte[] BEFORE_OFFERS = ",\"offers\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_OFFERS = "[]".getBytes(StandardCharsets.US_ASCII);
    /** {@code "has_offers":false} is one longer than {@code "has_offers":true}. */
    private static final int HEAD_MAY_GROW = 1;

    private final int maxBytes;
    private final Map<Locale, LocaleFormats> formats = new ConcurrentHashMap<>();

    /**
     * @param maxBytes the largest answer
     * @throws IllegalArgumentException if that is too small for an answer without offers
     */
    public WalletView(int maxBytes) {
        if (maxBytes < SMALLEST_BOUND) {
            throw new IllegalArgumentException(
                    "max-answer-bytes must be " + SMALLEST_BOUND + " or more, but is " + maxBytes + ".");
        }
        this.maxBytes = maxBytes;
    }

    /**
     * The answer for a wallet.
     *
     * @param userId whose wallet: a GUID
     * @param asOf when SessionM was asked
     * @param stale whether newer data should have been had but couldn't
     * @param now decides what is expired and how many days are left
     */
    public Prepared render(
            Wallet wallet, String userId, ViewOptions options, Instant asOf, boolean stale, Instant now) {
        LocaleFormats localized = formats(options.locale());
        AnswerHead head = new AnswerHead(
                "ok",
                userId,
                options.locale(),
                PointsShown.of(wallet.availablePoints(), localized),
                PointsShown.of(wallet.totalPoints(), localized),
                asOf,
                stale);
        Selection selection = new Selection(wallet.offers(), options, now);
        boolean incomplete = wallet.totalRecords() > wallet.offers().size();
        try {
            return render(head, incomplete, selection, new OfferArray(LocalDay.at(now, options.zone()), localized));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * The answer when there is no wallet to be had: as complete as the other, so that a template needn't tell them
     * apart, with {@code "status": "unavailable"}.
     */
    public Prepared unavailable(String userId, Locale culture) {
        AnswerHead head =
                new AnswerHead("unavailable", userId, culture, PointsShown.NONE, PointsShown.NONE, null, false);
        try {
            return new Prepared(joined(head.bytes(0, false), NO_OFFERS), Instant.MAX);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Prepared render(AnswerHead head, boolean incomplete, Selection selection, OfferArray array)
            throws IOException {
        List<Offer> shown = selection.shown();
        byte[] headBytes = head.bytes(shown.size(), incomplete);
        array.write(shown, maxBytes - headBytes.length - HEAD_MAY_GROW - BEFORE_OFFERS.length - 1);
        if (array.count() < shown.size()) {
            headBytes = head.bytes(array.count(), true);
        }
        Instant change = selection.nextChange();
        Instant validUntil = array.nextChange().isBefore(change) ? array.nextChange() : change;
        return new Prepared(joined(headBytes, array.bytes()), validUntil);
    }

    private static byte[] joined(byte[] head, byte[] offers) {
        byte[] answer = new byte[head.length + BEFORE_OFFERS.length + offers.length + 1];
        System.arraycopy(head, 0, answer, 0, head.length);
        System.arraycopy(BEFORE_OFFERS, 0, answer, head.length, BEFORE_OFFERS.length);
        System.arraycopy(offers, 0, answer, head.length + BEFORE_OFFERS.length, offers.length);
        answer[answer.length - 1] = '}';
        return answer;
    }

    private LocaleFormats formats(Locale locale) {
        LocaleFormats known = formats.get(locale);
        if (known != null) {
            return known;
        }
        LocaleFormats made = new LocaleFormats(locale);
        if (formats.size() < MOST_FORMATS) {
            formats.put(locale, made);
        }
        return made;
    }
}
