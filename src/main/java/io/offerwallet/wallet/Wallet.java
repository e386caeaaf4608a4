package io.offerwallet.wallet;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wallet as SessionM sent it, expired offers included.
 *
 * @param availablePoints points that can be spent; null if SessionM doesn't say
 * @param totalPoints points ever collected; null if SessionM doesn't say
 * @param totalRecords how many offers SessionM says there are, which may be more than it sent
 * @param offers in SessionM's order
 */
public record Wallet(
        @Nullable BigDecimal availablePoints, @Nullable BigDecimal totalPoints, long totalRecords, List<Offer> offers) {

    public Wallet {
        offers = List.copyOf(offers);
    }
}
