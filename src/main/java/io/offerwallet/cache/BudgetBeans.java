package io.offerwallet.cache;

import io.offerwallet.cache.RedisBeans.Links;
import io.offerwallet.wallet.CallBudget;
import io.offerwallet.wallet.Listeners;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the budget together, on Redis if there is one. */
final class BudgetBeans {

    @Produces
    @Singleton
    CallBudget.Source budgets(
            RedisSettings settings,
            Instance<Links> links,
            @ConfigProperty(name = "sessionm.retailer-id") Optional<String> retailer,
            Instance<RedisListener> listeners) {
        String process = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        if (!RedisSettings.present(settings)) {
            return terms -> DeploymentBudget.divided(terms, process, System::nanoTime);
        }
        return terms -> {
            List<RedisLink> connections = links.get().all(); // first, since that checks the settings
            RedisKeys keys =
                    new RedisKeys(settings.keyPrefix(), settings.hashKey().orElseThrow(), retailer.orElseThrow());
            // Past the breaker, which would keep from noticing that Redis is back: there is one take at a time. And an
            // answer that comes later than a permit can be used is of no use.
            Duration timeout = settings.commandTimeout().compareTo(DeploymentBudget.USABLE_FOR) < 0
                    ? settings.commandTimeout()
                    : DeploymentBudget.USABLE_FOR;
            RedisCommands redis = new BoundedRedis(connections, timeout, new Listeners<>(listeners));
            return DeploymentBudget.shared(terms, redis, keys.budget(), process, System::nanoTime);
        };
    }
}
