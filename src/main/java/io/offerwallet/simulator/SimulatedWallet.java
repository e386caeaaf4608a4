package io.offerwallet.simulator;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/**
 * One page of a wallet.
 *
 * @param culture the one that texts are written in
 * @param revision how often the user has been changed
 * @param totalRecords offers on all pages together
 * @param offerFields what every offer says instead of its own
 */
record SimulatedWallet(
        UUID user,
        String culture,
        int revision,
        boolean optedIn,
        boolean activated,
        BigDecimal availablePoints,
        BigDecimal totalPoints,
        int totalRecords,
        List<SimulatedOffer> page,
        boolean pendingExtendedData,
        OfferFields offerFields) {
    SimulatedWallet {
        page = List.copyOf(page);
    }
}
