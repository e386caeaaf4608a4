package io.offerwallet.cache;

import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisLinks;
import io.offerwallet.redis.RedisListener;
import io.offerwallet.redis.RedisSettings;
import io.offerwallet.wallet.CallBudget;
import io.offerwallet.wallet.Listeners;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the budget together, on Redis if there is one. */
final class BudgetBeans {

    @Produces
    @Singleton
    CallBudget.Source budgets(
            RedisSettings settings,
            Instance<RedisLinks> links,
            @ConfigProperty(name = "sessionm.retailer-id") Optional<String> retailer,
            Instance<RedisListener> listeners) {
        String process = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        if (!RedisSettings.present(settings)) {
            return terms -> DeploymentBudget.divided(terms, process, System::nanoTime);
        }
        return terms -> {
            RedisLinks connections = links.get(); // first, since that checks the settings
            RedisKeys keys =
                    new RedisKeys(settings.keyPrefix(), settings.hashKey().orElseThrow(), retailer.orElseThrow());
            // Past the breaker, which would keep from noticing that Redis is back: there is one take at a time. And an
            // answer that comes later than a permit can be used is of no use.
            Duration timeout = settings.commandTimeout().compareTo(DeploymentBudget.USABLE_FOR) < 0
                    ? settings.commandTimeout()
                    : DeploymentBudget.USABLE_FOR;
            RedisCommands redis = connections.bounded(timeout, new Listeners<>(listeners));
            return DeploymentBudget.shared(terms, redis, keys.budget(), process, System::nanoTime);
        };
    }
}
