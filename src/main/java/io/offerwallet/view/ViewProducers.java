package io.offerwallet.view;

import io.offerwallet.wallet.WalletReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Builds the room from its settings. Singletons: final and immutable as they are, they need no proxy. */
@ApplicationScoped
class ViewProducers {

    @Produces
    @Singleton
    WalletReader walletReader(ViewSettings settings) {
        return new MappedWalletReader(FieldNames.of(settings.fields()));
    }

    @Produces
    @Singleton
    WalletView walletView(ViewSettings settings) {
        return new WalletView(settings.maxAnswerBytes());
    }
}
