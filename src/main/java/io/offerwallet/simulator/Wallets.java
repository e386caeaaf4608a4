package io.offerwallet.simulator;

/** The answers of a SessionM that is well. Thread-safe. */
final class Wallets {
    private final WalletDraw draw;
    private final WalletJson json;

    Wallets(OfferCatalogue catalogue) {
        this.draw = new WalletDraw(catalogue);
        this.json = new WalletJson(catalogue);
    }

    /** The whole envelope in UTF-8. */
    byte[] answer(WalletQuery query, Asked asked) {
        return json.write(draw.draw(query, asked.change(), asked.today()));
    }
}
