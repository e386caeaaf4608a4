package io.offerwallet.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.offerwallet.cache.CacheGauges;
import io.offerwallet.sessionm.BudgetGauges;
import io.offerwallet.simulator.SimulatorSettings;
import io.offerwallet.wallet.WalletFlow;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Shows how full things are. */
@Singleton
final class FlowGauges {

    void register(
            @Observes StartupEvent started,
            SimulatorSettings simulator,
            MeterRegistry registry,
            Instance<WalletFlow> flow,
            Instance<CacheGauges> cache,
            Instance<BudgetGauges> budget) {
        if (ProcessRole.of(simulator).isProxy()) {
            register(registry, flow.get(), cache.get(), budget.get());
        }
    }

    private static void register(MeterRegistry registry, WalletFlow flow, CacheGauges cache, BudgetGauges budget) {
        Gauge.builder("wallet.waiting", flow, WalletFlow::waiting)
                .description("Requests waiting for SessionM")
                .register(registry);
        Gauge.builder("wallet.loads", flow, WalletFlow::loading)
                .description("Loads under way")
                .register(registry);
        Gauge.builder("sessionm.budget.waiting", budget, BudgetGauges::waitingForBudget)
                .description("Calls waiting for the deployment's budget of calls to SessionM")
                .register(registry);
        Gauge.builder("wallet.cache.bytes", cache, CacheGauges::bytes)
                .description("Bytes held in memory")
                .register(registry);
        Gauge.builder("wallet.cache.entries", cache, CacheGauges::entries)
                .description("Wallets held in memory")
                .register(registry);
        FunctionCounter.builder("wallet.cache.evictions", cache, CacheGauges::evictions)
                .description("Wallets dropped because the memory was full")
                .register(registry);
    }
}
