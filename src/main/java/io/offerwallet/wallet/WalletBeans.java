package io.offerwallet.wallet;

import io.offerwallet.wallet.WalletLoad.Loaded;
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

    /** Shared, so that at most one load per wallet is under way in a process. */
    @Produces
    @Singleton
    Loads loads() {
        return new Loads(new SingleFlight<>());
    }

    record Loads(SingleFlight<WalletKey, Loaded> underWay) {}

    @Produces
    @Singleton
    WalletFlow flow(
            WalletStore store,
            WalletUpstream upstream,
            WalletReader reader,
            Freshness freshness,
            InstantSource clock,
            Instance<WalletListener> listeners,
            Loads loads,
            Timers timers,
            WalletSettings settings) {
        Listeners<WalletListener> all = new Listeners<>(listeners);
        WalletLoad loader = new WalletLoad(store, upstream, reader, freshness, all);
        return new WalletFlow(store, loader, clock, all, loads.underWay(), timers, settings.maxWaiting());
    }

    @Produces
    @Singleton
    PrewarmFlow prewarm(
            WalletStore store,
            SpareCapacity spare,
            WalletReader reader,
            Freshness freshness,
            InstantSource clock,
            Instance<WalletListener> listeners,
            Loads loads,
            PrewarmSettings settings) {
        return new PrewarmFlow(
                store,
                spare,
                reader,
                freshness,
                clock,
                System::nanoTime,
                new Listeners<>(listeners),
                loads.underWay(),
                settings.maxTtl());
    }
}
