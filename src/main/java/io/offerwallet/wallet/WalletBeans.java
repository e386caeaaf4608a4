package io.offerwallet.wallet;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/** Puts the flow together from its ports. */
final class WalletBeans {

    @Produces
    @Singleton
    Freshness freshness(WalletSettings settings) {
        return new Freshness(
                settings.freshFor(),
                settings.staleIfError(),
                settings.unknownUserFor(),
                settings.freshnessJitter(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    @Produces
    @Singleton
    WalletFlow flow(
            WalletStore store,
            WalletUpstream upstream,
            WalletReader reader,
            Freshness freshness,
            InstantSource clock,
            Instance<WalletListener> listeners,
            WalletSettings settings) {
        Listeners<WalletListener> all = new Listeners<>(listeners);
        WalletLoad loader = new WalletLoad(store, upstream, reader, freshness, all);
        return new WalletFlow(store, loader, clock, all, settings.maxWaiting());
    }
}
